/** What the software said in each wrong order: the recorded transcripts, without the marks that lessons put at line ends. */
const files = import.meta.glob<string>('../../content/transcripts/S07/order/*.txt', { query: '?raw', import: 'default', eager: true });

export const said: Record<string, string> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\/|\.txt$/g, ''), text.trim().replace(/\s*[①-⑳]!?$/gm, '')]),
);
