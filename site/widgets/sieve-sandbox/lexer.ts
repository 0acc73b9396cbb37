import { SieveProblem } from './problem.ts';

export type Token =
  | { kind: 'word' | 'tag'; text: string; line: number }
  | { kind: 'string'; text: string; line: number }
  | { kind: 'number'; value: number; line: number }
  | { kind: 'mark'; text: '(' | ')' | '[' | ']' | '{' | '}' | ';' | ','; line: number }
  | { kind: 'end'; line: number };

const units = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 } as const;

/** RFC 5228 §8.1: the script as tokens. Throws SieveProblem. */
export function tokens(script: string): Token[] {
  const out: Token[] = [];
  let line = 1;
  let rest = script.replace(/\r\n/g, '\n');
  const take = (text: string) => {
    for (const c of text) if (c === '\n') line++;
    rest = rest.slice(text.length);
  };
  while (rest !== '') {
    const space = /^(?:\s+|#[^\n]*)/.exec(rest);
    if (space) {
      take(space[0]);
      continue;
    }
    if (rest.startsWith('/*')) {
      const end = rest.indexOf('*/', 2);
      if (end < 0) throw new SieveProblem(line, 'a comment begins with /* and is never closed by */.', '注释以 /* 开头，却没有 */ 结束。');
      take(rest.slice(0, end + 2));
      continue;
    }
    const at = line;
    const long = /^text:[ \t]*(?:#[^\n]*)?\n/i.exec(rest);
    if (long) {
      const end = /(?:^|\n)\.(?:\n|$)/.exec(rest.slice(long[0].length));
      if (!end) throw new SieveProblem(at, 'a text: is open; expected a line with a single dot.', 'text: 没有结束；要用只有一个点的一行来结束。');
      const body = rest.slice(long[0].length, long[0].length + end.index + (end[0].startsWith('\n') ? 1 : 0));
      take(rest.slice(0, long[0].length + end.index + end[0].length));
      out.push({ kind: 'string', text: body.replace(/^\./gm, ''), line: at });
      continue;
    }
    if (rest.startsWith('"')) {
      const found = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest);
      if (!found) throw new SieveProblem(at, 'a string begins here and has no closing quotation mark.', '字符串从这里开始，却没有结束的引号。');
      take(found[0]);
      // A backslash before any other character is ignored (§2.4.2).
      out.push({ kind: 'string', text: (found[1] as string).replace(/\\([\s\S])/g, '$1'), line: at });
      continue;
    }
    const word = /^:?[a-z_][a-z0-9_]*/i.exec(rest);
    if (word) {
      take(word[0]);
      const tag = word[0].startsWith(':');
      out.push({ kind: tag ? 'tag' : 'word', text: word[0].toLowerCase().replace(':', ''), line: at });
      continue;
    }
    const number = /^(\d+)([kmg]?)(?![a-z0-9_])/i.exec(rest);
    if (number) {
      take(number[0]);
      out.push({ kind: 'number', value: Number(number[1]) * (units[(number[2] as string).toUpperCase() as keyof typeof units] ?? 1), line: at });
      continue;
    }
    const mark = /^[()[\]{};,]/.exec(rest);
    if (!mark)
      throw new SieveProblem(
        at,
        `“${[...rest][0]}” begins nothing in Sieve. Texts stand in "straight" quotation marks.`,
        `Sieve 里没有以“${[...rest][0]}”开头的东西。文本要放在 "半角引号" 里。`,
      );
    take(mark[0]);
    out.push({ kind: 'mark', text: mark[0] as ';', line: at });
  }
  out.push({ kind: 'end', line });
  return out;
}
