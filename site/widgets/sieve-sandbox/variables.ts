import type { Scope } from './tests.ts';

export const validName = (name: string): boolean => /^[a-z_][a-z0-9_]*$/i.test(name);

/** ${name} and ${1}; what is unknown is empty, what is no reference stays as it stands (RFC 5229 §3). */
export function expand(text: string, scope: Pick<Scope, 'variables' | 'captures'>): string {
  const { variables } = scope;
  if (!variables) return text;
  return text.replace(/\$\{([a-z_][a-z0-9_]*|\d+)\}/gi, (_, name: string) =>
    /^\d/.test(name) ? (scope.captures[Number(name)] ?? '') : (variables.get(name.toLowerCase()) ?? ''),
  );
}

/** Modifiers of `set`, the higher in precedence first (RFC 5229 §4.1). */
export function modify(value: string, tags: ReadonlySet<string>): string {
  let out = value;
  const first = (change: (c: string) => string) => out.replace(/^[a-z]/i, change);
  if (tags.has('lower')) out = out.replace(/[A-Z]/g, (c) => c.toLowerCase());
  if (tags.has('upper')) out = out.replace(/[a-z]/g, (c) => c.toUpperCase());
  if (tags.has('lowerfirst')) out = first((c) => c.toLowerCase());
  if (tags.has('upperfirst')) out = first((c) => c.toUpperCase());
  if (tags.has('quotewildcard')) out = out.replace(/[*?\\]/g, '\\$&');
  return tags.has('length') ? String([...out].length) : out;
}
