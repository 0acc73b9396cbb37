/** A JSON pointer (RFC 6901) with JMAP's `*` over arrays (RFC 8620 §3.7). Undefined: there is nothing at that place. */
export function resolve(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (!path.startsWith('/')) return undefined;
  return walk(
    value,
    path
      .slice(1)
      .split('/')
      .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~')),
  );
}

function walk(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (Array.isArray(value)) {
    if (part === '*') {
      const all = value.map((item) => walk(item, rest));
      // Lists of lists become one list.
      return all.some((item) => item === undefined) ? undefined : all.flat(1);
    }
    return /^(0|[1-9]\d*)$/.test(part) ? walk(value[Number(part)], rest) : undefined;
  }
  return typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? walk((value as Record<string, unknown>)[part], rest) : undefined;
}
