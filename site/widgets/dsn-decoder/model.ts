import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import { type Problem, problems } from './problems.ts';
import { classes, details, subjects } from './registry.ts';

/** One enhanced status code, taken apart. */
export interface Decoded {
  code: string;
  class: LocalizedText;
  /** Null for a subject that is not registered: RFC 3463 §2 says to read it as "other". */
  subject: LocalizedText | null;
  /** The registered name, or null: then only class and subject may be relied on. */
  detail: string | null;
}

export type Complaint =
  | { kind: 'class'; code: string }
  | { kind: 'zeros'; code: string; plain: string }
  | { kind: 'clash'; reply: string; code: string }
  | { kind: 'digits'; code: string };

export interface Reading {
  /** Three-digit replies, in order, without repetition. */
  replies: string[];
  codes: Decoded[];
  complaints: Complaint[];
}

// Not part of an address, a version or a longer number: 192.0.2.10, Postfix 3.10.13 and 10.4.1.1 are no codes.
const enhanced = /(?<![\d.vV])(\d)\.(\d+)\.(\d+)(?![\d.]*\d)/g;
// Behind it a code, or a text: also one that begins with a quotation mark, a bracket or a Chinese character.
const reply = /(?<![\d.[:(])([2-5]\d\d)(?=[ -](?:[245]\.\d|[A-Za-z#<('"“‘[\p{Script=Han}]))/gu;

export function decode(code: string): Decoded | null {
  const match = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(code);
  if (!match) return null;
  const [, kind = '', subject = '', detail = ''] = match;
  return { code, class: classes[kind] as LocalizedText, subject: subjects[subject] ?? null, detail: details[`${subject}.${detail}`] ?? null };
}

/** Finds the codes of a bounce, a log line or a reply, and says what is wrong with them. */
export function read(text: string): Reading {
  const plain = text.normalize('NFKC');
  const complaints: Complaint[] = [];
  const codes: Decoded[] = [];
  for (const [code, kind = '', subject = '', detail = ''] of plain.matchAll(enhanced)) {
    if (!classes[kind]) {
      complaints.push({ kind: 'class', code });
      continue;
    }
    if (subject.length > 3 || detail.length > 3) {
      complaints.push({ kind: 'digits', code });
      continue;
    }
    const normal = `${kind}.${Number(subject)}.${Number(detail)}`;
    if (normal !== code) complaints.push({ kind: 'zeros', code, plain: normal });
    const decoded = decode(normal);
    if (decoded && !codes.some((known) => known.code === normal)) codes.push(decoded);
  }
  for (const [, three = '', code = ''] of plain.matchAll(/(?<!\d)([2-5]\d\d)[ -]([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/g))
    if (three[0] !== code[0] && !complaints.some((c) => c.kind === 'clash' && c.code === code)) complaints.push({ kind: 'clash', reply: three, code });
  const replies = [...new Set([...plain.matchAll(reply)].map((match) => match[1] as string))];
  return { replies, codes, complaints };
}

export interface Suspect {
  problem: Problem;
  score: number;
  /** What spoke for it: codes and words, as found. */
  because: string[];
}

/**
 * Ranks the known problems by what the text says: the exact code with its class counts 4, the code with the other class 2, its words 3 each
 * (two at most), a reply code 1. Nothing that speaks for a problem: it is not listed.
 */
export function suspects(text: string): Suspect[] {
  const plain = text.normalize('NFKC');
  const { replies, codes } = read(plain);
  return problems
    .map((problem) => {
      const because: string[] = [];
      let score = 0;
      const exact = codes.find((code) => problem.codes.includes(code.code));
      const related = codes.find((code) => problem.codes.some((known) => known.slice(1) === code.code.slice(1)));
      if (exact || related) {
        score += exact ? 4 : 2;
        because.push((exact ?? related)?.code ?? '');
      }
      const words = problem.words.flatMap((pattern) => pattern.exec(plain)?.[0] ?? []).slice(0, 2);
      score += words.length * 3;
      because.push(...words);
      const three = replies.find((code) => problem.replies.includes(code));
      if (three && score > 0) {
        score += 1;
        because.push(three);
      }
      return { problem, score, because };
    })
    .filter((suspect) => suspect.score > 0)
    .toSorted((a, b) => b.score - a.score);
}
