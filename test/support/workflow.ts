/** A fenced block of a Markdown document, with the heading it stands under. */
export interface Block {
  heading: string;
  language: string;
  text: string;
}

export function blocksOf(markdown: string): Block[] {
  const found: Block[] = [];
  let heading = '';
  for (const [, title, language, text] of markdown.matchAll(/^## ([^\n]+)$|^```(\w+)\n(.*?)^```$/gms)) {
    if (title !== undefined) heading = title;
    else found.push({ heading, language: language ?? '', text: text ?? '' });
  }
  return found;
}

/**
 * The commands of a workflow: what GitHub has under `run:` and GitLab in the lists `script:` and `before_script:`, one line or a block (`|`).
 * Reads as much YAML as docs/ci.md uses; what it cannot read it does not skip silently: the test counts what it gets.
 */
export function commandsOf(yaml: string): string[] {
  const lines = yaml.split('\n');
  const found: string[] = [];
  let list = -1;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (/^\s*(before_)?script:$/.test(line)) {
      list = indent;
      continue;
    }
    const inList = list >= 0 && indent > list;
    if (!inList) list = -1;
    const value = /^\s*(?:- )?run: (.*)$/.exec(line)?.[1] ?? (inList ? /^\s*- (.*)$/.exec(line)?.[1] : undefined);
    if (value === undefined) continue;
    if (value !== '|') {
      found.push(value);
      continue;
    }
    const body: string[] = [];
    for (; i + 1 < lines.length; i++) {
      const next = lines[i + 1] as string;
      if (next.trim() !== '' && next.search(/\S/) <= indent) break;
      body.push(next);
    }
    const margin = Math.min(...body.filter((l) => l.trim() !== '').map((l) => l.search(/\S/)));
    found.push(
      `${body
        .map((l) => l.slice(margin))
        .join('\n')
        .trimEnd()}\n`,
    );
  }
  return found;
}
