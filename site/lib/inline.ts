const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The little markup that a short text in data may carry (quiz options, task titles, captions) as HTML:
 * `code`, **strong** and *emphasis*. Everything else is escaped.
 */
export function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => {
      const code = /^`([^`]+)`$/.exec(part)?.[1];
      const safe = (code ?? part).replace(/[&<>"]/g, (c) => escapes[c] as string);
      if (code !== undefined) return `<code>${safe}</code>`;
      return safe.replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replace(/\*(.+?)\*/g, '<em>$1</em>');
    })
    .join('');
}
