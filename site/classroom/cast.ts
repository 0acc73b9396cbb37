/** Asciicast v2 (docs.asciinema.org/manual/asciicast/v2): a header line, then events `[seconds, kind, text]`. */
export interface Cast {
  columns: number;
  rows: number;
  events: { at: number; kind: 'o' | 'r'; text: string }[];
}

/** Pauses longer than `longest` seconds are cut to it. Null when this is no recording; a last line that was cut off is left out. */
export function readCast(file: string, longest: number): Cast | null {
  const [first = '', ...lines] = file.split('\n');
  const header = jsonOr(first) as { version?: unknown; width?: unknown; height?: unknown } | null;
  if (header?.version !== 2 || typeof header.width !== 'number' || typeof header.height !== 'number') return null;
  const events: Cast['events'] = [];
  let before = 0;
  let at = 0;
  for (const line of lines) {
    const event = jsonOr(line);
    if (!Array.isArray(event) || typeof event[0] !== 'number' || (event[1] !== 'o' && event[1] !== 'r') || typeof event[2] !== 'string') continue;
    at += Math.min(longest, Math.max(0, event[0] - before));
    before = event[0];
    events.push({ at, kind: event[1], text: event[2] });
  }
  return { columns: header.width, rows: header.height, events };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
