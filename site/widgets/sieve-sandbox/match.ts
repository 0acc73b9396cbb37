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

function glob(value: string, pattern: string, fold: (text: string) => string): string[] | null {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === '*') source += '([\\s\\S]*?)';
    else if (c === '?') source += '([\\s\\S])';
    else {
      const literal = c === '\\' && i + 1 < pattern.length ? (pattern[++i] as string) : c;
      source += fold(literal).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    }
  }
  // Folding A-Z keeps every index, so that the captures can be taken from the value as it is written.
  const found = new RegExp(`^${source}$`, 'd').exec(fold(value));
  if (!found?.indices) return null;
  return found.indices.slice(0, 10).map((span) => value.slice(...(span ?? [0, 0])));
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
