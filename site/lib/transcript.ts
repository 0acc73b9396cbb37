/** A terminal transcript as lessons keep it: what was typed, what came back, and marks on the lines that decide. */
export interface TranscriptLine {
  kind: 'command' | 'output' | 'cut';
  /** `root@mx:~#` or `$`; only for commands. */
  prompt: string;
  text: string;
  /** 1…20: number of the margin note, or null. */
  note: number | null;
  /** `!` after the mark: the line that decided against somebody. */
  failure: boolean;
}

const circled = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';
const marked = new RegExp(`^(.*?)\\s*([${circled}])(!?)\\s*$`);
const typed = /^(\S+@\S+:\S*[#$]|[$])\s(.*)$/;

/**
 * Reads a transcript. A line beginning with `$ ` or `user@host:dir# ` was typed; a line of only `…` says that output was cut;
 * a circled digit at a line's end ties it to that note, `③!` also says that this line decided against somebody.
 */
export function parseTranscript(text: string): TranscriptLine[] {
  return text
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((raw) => {
      const mark = marked.exec(raw);
      const body = mark ? (mark[1] as string) : raw;
      const command = typed.exec(body);
      return {
        kind: command ? 'command' : /^(…|\[…\])$/.test(body.trim()) ? 'cut' : 'output',
        prompt: command?.[1] ?? '',
        text: command ? (command[2] as string) : body,
        note: mark ? circled.indexOf(mark[2] as string) + 1 : null,
        failure: mark?.[3] === '!',
      };
    });
}

/** What a reader would paste to do the same: the commands, one a line. */
export function commandsOf(lines: TranscriptLine[]): string {
  return lines
    .filter((line) => line.kind === 'command')
    .map((line) => line.text)
    .join('\n');
}

export const circledDigit = (n: number): string => circled[n - 1] ?? String(n);
