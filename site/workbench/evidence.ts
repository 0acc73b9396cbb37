import type { Dialogue, DialogueLine } from '../../lab-runner/contract/check.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';

/** Who spoke: the left end, the right end, or we ourselves. */
export type Speaker = 'left' | 'right' | 'note';

/** One arrow of the sequence diagram: what one side said before the other answered. */
export interface Turn {
  speaker: Speaker;
  lines: DialogueLine[];
  /** Milliseconds since the dialogue began. */
  at: number;
  deciding: boolean;
}

/**
 * The left end is the one that began the connection. In `outside` dialogues our partner wrote the record, so that
 * `sent` is what the partner said and `received` what came from the learner's side, who began.
 */
export function speakerOf(protocol: Dialogue['protocol'], direction: DialogueLine['direction']): Speaker {
  if (direction === 'note') return 'note';
  const began = protocol === 'outside' ? 'received' : 'sent';
  return direction === began ? 'left' : 'right';
}

/** Lines of one direction in a row (a reply of many lines, the text of a message) are one turn. A note stands for itself. */
export function turnsOf(dialogue: Dialogue): Turn[] {
  const turns: Turn[] = [];
  for (const line of dialogue.lines) {
    const speaker = speakerOf(dialogue.protocol, line.direction);
    const last = turns.at(-1);
    if (last && last.speaker === speaker && speaker !== 'note') {
      last.lines.push(line);
      last.deciding ||= line.deciding === true;
    } else turns.push({ speaker, lines: [line], at: line.at, deciding: line.deciding === true });
  }
  return turns;
}

/** What fits beside an arrow: all lines up to `most`, else the first ones and every deciding one, and how many are left out. */
export function shortened(turn: Turn, most = 3): { lines: DialogueLine[]; left: number } {
  if (turn.lines.length <= most) return { lines: turn.lines, left: 0 };
  const lines = turn.lines.filter((line, i) => i < most - 1 || line.deciding);
  return { lines, left: turn.lines.length - lines.length };
}

const plain: Record<string, LocalizedText> = {
  engine: { en: 'read through the container engine', 'zh-cn': '通过容器引擎读取' },
  learner: { en: 'your machines', 'zh-cn': '你的机器' },
  'the Internet': { en: 'the Internet', 'zh-cn': '外部网络' },
};

/** An end of a dialogue in words: `203.0.113.25` is the Internet's, `198.18.7.242` may be one of the learner's hosts. */
export function endName(end: string, hosts: readonly { name: string; address: string }[]): LocalizedText {
  const known = plain[end];
  if (known) return known;
  const host = hosts.find((h) => h.address === end);
  if (host) return { en: `${host.name} (${end})`, 'zh-cn': `${host.name}（${end}）` };
  if (/^(203\.0\.113|198\.51\.100|192\.0\.2)\.\d+$/.test(end)) return { en: `Internet ${end}`, 'zh-cn': `外部网络 ${end}` };
  return { en: end, 'zh-cn': end };
}

/** Seconds with two digits, as in a log. */
export const secondsText = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
