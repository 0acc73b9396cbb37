export type MatchType = 'is' | 'contains' | 'matches' | 'count' | 'value';
export type Relation = 'gt' | 'ge' | 'lt' | 'le' | 'eq' | 'ne';
export const comparators = ['i;ascii-casemap', 'i;octet', 'i;ascii-numeric'] as const;
export type Comparator = (typeof comparators)[number];

const lower = (text: string) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

/** Whether a value matches a key; the captures of :matches, of which the first is the whole value (RFC 5229 §3.2). */
export function matches(value: string, key: string, type: 'is' | 'contains' | 'matches', comparator: Comparator): string[] | null {
  if (comparator === 'i;ascii-numeric') return type === 'is' && compareNumbers(value, key) === 0 ? [value] : null;
  const fold = comparator === 'i;octet' ? (text: string) => text : lower;
  if (type === 'is') return fold(value) === fold(key) ? [value] : null;
  if (type === 'contains') return fold(value).includes(fold(key)) ? [value] : null;
  return glob(value, key, fold);
}

/** A stretch of a pattern between two `*`: characters, or null for a `?`. */
type Piece = (string | null)[];

/**
 * Without backtracking: each `*` takes as little as it can (RFC 5229 §3.2), so each piece stands at its first place after the one before, and
 * the last at the end. A regular expression would try all places of all pieces: for hours, on a pattern such as `*a*a*a*a*a*b`.
 */
function glob(value: string, pattern: string, fold: (text: string) => string): string[] | null {
  const pieces: Piece[] = [[]];
  const written = [...pattern];
  for (let i = 0; i < written.length; i++) {
    const c = written[i] as string;
    if (c === '*') pieces.push([]);
    else if (c === '?') (pieces.at(-1) as Piece).push(null);
    else (pieces.at(-1) as Piece).push(fold(c === '\\' && i + 1 < written.length ? (written[++i] as string) : c));
  }
  // Folding A-Z keeps every index, so that the captures can be taken from the value as it is written.
  const [characters, folded] = [[...value], [...fold(value)]];
  const captures = [value];
  const stands = (piece: Piece, at: number): boolean => piece.every((c, i) => (c === null ? at + i < folded.length : folded[at + i] === c));
  const take = (piece: Piece, at: number): void => {
    for (const [i, c] of piece.entries()) if (c === null) captures.push(characters[at + i] as string);
  };
  let at = 0;
  for (const [n, piece] of pieces.entries()) {
    const last = n === pieces.length - 1;
    let place = n === 0 ? 0 : last ? folded.length - piece.length : at;
    if (n === 0 && last && piece.length !== folded.length) return null;
    if (place < at) return null;
    if (n > 0 && !last) while (place + piece.length <= folded.length && !stands(piece, place)) place++;
    if (!stands(piece, place)) return null;
    if (n > 0) captures.push(characters.slice(at, place).join(''));
    take(piece, place);
    at = place + piece.length;
  }
  return captures.slice(0, 10);
}

/** RFC 5231: value against key. Numbers of i;ascii-numeric: what does not begin with a digit is larger than all others (RFC 4790 §9.1). */
export function relates(value: string, relation: Relation, key: string, comparator: Comparator): boolean {
  const order =
    comparator === 'i;ascii-numeric'
      ? compareNumbers(value, key)
      : compareText(comparator === 'i;octet' ? value : lower(value), comparator === 'i;octet' ? key : lower(key));
  return { gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0, eq: order === 0, ne: order !== 0 }[relation];
}

const numberOf = (text: string): bigint | null => {
  const digits = /^\d+/.exec(text);
  return digits ? BigInt(digits[0]) : null;
};

function compareNumbers(a: string, b: string): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
