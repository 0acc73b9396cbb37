/** An IMAP argument: an atom or string, or a parenthesised list. */
export type Item = { text: string; quoted: boolean } | { list: Item[] };

/** The arguments of a command line; null when quotes or parentheses do not close. */
export function itemsOf(line: string): Item[] | null {
  const stack: Item[][] = [[]];
  let i = 0;
  while (i < line.length) {
    const c = line[i] as string;
    const top = stack.at(-1) as Item[];
    if (c === ' ') i++;
    else if (c === '(') {
      stack.push([]);
      i++;
      if (stack.length > 40) return null;
    } else if (c === ')') {
      const list = stack.pop() as Item[];
      const parent = stack.at(-1);
      if (!parent) return null;
      parent.push({ list });
      i++;
    } else if (c === '"') {
      const found = /^"((?:[^"\\]|\\["\\])*)"/.exec(line.slice(i));
      if (!found) return null;
      top.push({ text: (found[1] as string).replace(/\\(.)/g, '$1'), quoted: true });
      i += found[0].length;
    } else {
      // BODY[HEADER.FIELDS (SUBJECT)] is one item although it holds a space and parentheses.
      const found = /^[^ ()"[]*(?:\[[^\]]*\])?[^ ()"]*/.exec(line.slice(i));
      const text = found?.[0] ?? '';
      if (text === '') return null;
      top.push({ text, quoted: false });
      i += text.length;
    }
  }
  return stack.length === 1 ? (stack[0] as Item[]) : null;
}

export const textOf = (item: Item | undefined): string | null => (item && 'text' in item ? item.text : null);

/** `1,3:5,7:*` as a test, or null. `*` is the highest number that there is (RFC 9051 §9). */
export function numberSet(text: string, highest: number): ((n: number) => boolean) | null {
  const ranges: [number, number][] = [];
  for (const part of text.split(',')) {
    const found = /^(\d+|\*)(?::(\d+|\*))?$/.exec(part);
    if (!found) return null;
    const [a, b] = [found[1], found[2] ?? found[1]].map((n) => (n === '*' ? highest : Number(n))) as [number, number];
    if (found[1] === '0' || found[2] === '0') return null;
    ranges.push([Math.min(a, b), Math.max(a, b)]);
  }
  return (n) => ranges.some(([from, to]) => n >= from && n <= to);
}

/** 2,4,5 → `2,4:5` */
export function shortSet(numbers: readonly number[]): string {
  const out: string[] = [];
  for (let i = 0; i < numbers.length; ) {
    let j = i;
    while (numbers[j + 1] === (numbers[j] as number) + 1) j++;
    out.push(i === j ? `${numbers[i]}` : `${numbers[i]}:${numbers[j]}`);
    i = j + 1;
  }
  return out.join(',');
}
