import { fresh, review, type Schedule } from './sm2.ts';

/** Days since 1970-01-01, by the reader's own calendar. */
export const dayOf = (date: Date): number => Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / 86_400_000);

export interface CardState extends Schedule {
  /** The day on which it is to be asked again. */
  due: number;
}
export interface DeckMemory {
  cards: Record<string, CardState>;
  /** How many cards were begun on which day: new ones are rationed. */
  begun: { day: number; count: number };
}
export const emptyMemory: DeckMemory = { cards: {}, begun: { day: 0, count: 0 } };

/** Cards of all lessons mixed, the same way at each visit: neighbours in a lesson are not asked one after the other. */
export function mixed(ids: readonly string[]): string[] {
  // FNV-1a, and then a stir: without it ids that differ in their last character alone stay together.
  const hash = (id: string): number => {
    let h = [...id].reduce((sum, c) => Math.imul(sum ^ c.charCodeAt(0), 16_777_619), 2_166_136_261 | 0);
    h = Math.imul(h ^ (h >>> 16), 0x85eb_ca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
  return ids.toSorted((a, b) => hash(a) - hash(b));
}

export interface Plan {
  /** To be asked now, in this order. */
  queue: string[];
  due: number;
  fresh: number;
  /** Never begun, and not today. */
  waiting: number;
}

/** Today's cards: first what is due, longest overdue first, then new ones: those that were wrong in a quiz, then the others. */
export function plan(ids: readonly string[], wrong: ReadonlySet<string>, memory: DeckMemory, today: number, newPerDay: number): Plan {
  const due = ids
    .filter((id) => (memory.cards[id]?.due ?? Number.POSITIVE_INFINITY) <= today)
    .sort((a, b) => (memory.cards[a]?.due ?? 0) - (memory.cards[b]?.due ?? 0));
  const never = ids.filter((id) => !memory.cards[id]);
  const left = Math.max(0, newPerDay - (memory.begun.day === today ? memory.begun.count : 0));
  const begin = [...never.filter((id) => wrong.has(id)), ...never.filter((id) => !wrong.has(id))].slice(0, left);
  return { queue: [...due, ...begin], due: due.length, fresh: begin.length, waiting: never.length - begin.length };
}

/** The memory after an answer. What was forgotten comes again today (due today), what was remembered after its interval. */
export function answer(memory: DeckMemory, id: string, quality: number, today: number): DeckMemory {
  const before = memory.cards[id];
  const next = review(before ?? fresh, quality);
  const begun = before ? memory.begun : memory.begun.day === today ? { day: today, count: memory.begun.count + 1 } : { day: today, count: 1 };
  return { cards: { ...memory.cards, [id]: { ...next, due: quality < 3 ? today : today + next.interval } }, begun };
}

/** How many known cards come on each of the next days, today first; what is overdue counts for today. */
export function forecast(ids: readonly string[], memory: DeckMemory, today: number, days: number): number[] {
  const counts = Array<number>(days).fill(0);
  for (const id of ids) {
    const card = memory.cards[id];
    const at = card ? Math.max(0, card.due - today) : Number.POSITIVE_INFINITY;
    if (at < days) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** What was remembered; the empty memory when there is nothing, or it is not ours. */
export function readDeck(stored: string | null): DeckMemory {
  if (!stored) return emptyMemory;
  try {
    const memory = JSON.parse(stored) as Partial<DeckMemory> | null;
    if (!memory?.cards || typeof memory.begun?.day !== 'number' || typeof memory.begun.count !== 'number') return emptyMemory;
    const whole = (card: Partial<CardState> | null): card is CardState =>
      card !== null && [card.repetitions, card.easiness, card.interval, card.due].every((n) => typeof n === 'number' && Number.isFinite(n));
    return { cards: Object.fromEntries(Object.entries(memory.cards).filter(([, card]) => whole(card))), begun: memory.begun };
  } catch {
    // Somebody else's text under our key: as good as nothing.
    return emptyMemory;
  }
}

/** Front and back by a tab, a card a line: what other programs for flash cards import. */
export function toTsv(cards: readonly { front: string; back: string }[]): string {
  const cell = (text: string) => text.replace(/[\t\r]/g, ' ').replace(/\n/g, '<br>');
  return cards.map(({ front, back }) => `${cell(front)}\t${cell(back)}\n`).join('');
}
