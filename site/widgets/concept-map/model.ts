import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LessonId } from '../../course.ts';

/** The four parts of the summary. */
export const parts = ['core', 'deploy', 'secure', 'extend'] as const;
export type Part = (typeof parts)[number];

/** One edge of the map: subject and relation are given, its end is to be found. */
export interface Edge {
  id: string;
  part: Part;
  subject: LocalizedText;
  relation: LocalizedText;
  /** Concepts that are right; more than one where the trade would accept more. */
  ends: readonly string[];
  why: LocalizedText;
  lesson: LessonId;
}

export interface Grade {
  right: string[];
  wrong: string[];
  open: string[];
  /** Right of all, from 0 to 1. */
  share: number;
  passed: boolean;
  parts: Record<Part, { right: number; of: number }>;
  /** Lessons of the edges that are wrong or open, each once, in the order of the map. */
  read: LessonId[];
}

/** From this share on the map counts as rebuilt. */
export const enough = 0.8;

export function grade(edges: readonly Edge[], answers: Readonly<Record<string, string>>): Grade {
  const isRight = (edge: Edge) => edge.ends.includes(answers[edge.id] ?? '');
  const right = edges.filter(isRight);
  const open = edges.filter((edge) => !answers[edge.id]);
  const wrong = edges.filter((edge) => answers[edge.id] && !isRight(edge));
  const share = edges.length === 0 ? 0 : right.length / edges.length;
  return {
    right: right.map(({ id }) => id),
    wrong: wrong.map(({ id }) => id),
    open: open.map(({ id }) => id),
    share,
    passed: share >= enough,
    parts: Object.fromEntries(
      parts.map((part) => [part, { right: right.filter((edge) => edge.part === part).length, of: edges.filter((edge) => edge.part === part).length }]),
    ) as Grade['parts'],
    read: [...new Set([...wrong, ...open].map(({ lesson }) => lesson))],
  };
}

/** Answers in the page's address: one place for each edge, the index of its concept in base 36, `-` for none. */
export function toText(edges: readonly Edge[], concepts: readonly string[], answers: Readonly<Record<string, string>>): string {
  const text = edges.map(({ id }) => (answers[id] ? concepts.indexOf(answers[id]).toString(36) : '-')).join('');
  return /^-*$/.test(text) ? '' : text;
}
export function fromText(edges: readonly Edge[], concepts: readonly string[], text: string): Record<string, string> {
  return Object.fromEntries(
    edges.flatMap(({ id }, i) => {
      const concept = /^[0-9a-z]$/.test(text[i] ?? '') ? concepts[Number.parseInt(text[i] as string, 36)] : undefined;
      return concept ? [[id, concept]] : [];
    }),
  );
}
