/** An IPv4 or IPv6 address in one spelling (IPv6 with all eight groups shortened as in RFC 5952), or null. */
export function canonicalAddress(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const v4 = octets(text);
  if (v4) return v4.join('.');
  if (!/^[0-9a-f:.]+$/.test(text) || !text.includes(':')) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groups);
  if (!head || (halves.length === 2 && !tail)) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return shorten([...head, ...(halves.length === 2 ? Array<number>(missing).fill(0) : []), ...(tail ?? [])]);
}

function octets(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return parts.map(Number);
}

/** The 16-bit groups of one half of an IPv6 address; the last may be written as IPv4. */
function groups(half: string): number[] | null {
  if (half === '') return [];
  const parts = half.split(':');
  const last = parts.at(-1) ?? '';
  const v4 = last.includes('.') ? octets(last) : null;
  if (last.includes('.') && !v4) return null;
  const words = v4 ? parts.slice(0, -1) : parts;
  if (!words.every((word) => /^[0-9a-f]{1,4}$/.test(word))) return null;
  const numbers = words.map((word) => Number.parseInt(word, 16));
  return v4 ? [...numbers, (v4[0] as number) * 256 + (v4[1] as number), (v4[2] as number) * 256 + (v4[3] as number)] : numbers;
}

/** The longest run of zero groups, two at least, becomes `::` (RFC 5952 §4.2). */
function shorten(all: number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && all[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const hex = (some: number[]) => some.map((n) => n.toString(16)).join(':');
  return best.at < 0 ? hex(all) : `${hex(all.slice(0, best.at))}::${hex(all.slice(best.at + best.length))}`;
}
