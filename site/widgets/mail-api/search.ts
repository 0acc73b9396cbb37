import type { Email } from './store.ts';
import { type Item, numberSet, textOf } from './tokens.ts';

type Test = (email: Email, sequence: number) => boolean;

/** The keys of SEARCH (RFC 9051 §6.4.4), as far as this playground goes; null when they are none. */
export function searchTest(items: readonly Item[], highestUid: number, count: number): Test | null {
  let i = 0;
  const next = () => textOf(items[i++]);
  const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  const day = (text: string | null): string | null => {
    const found = /^(\d{1,2})-([a-z]{3})-(\d{4})$/i.exec(text ?? '');
    const month = found ? months.indexOf((found[2] as string).toLowerCase()) : -1;
    return found && month >= 0 ? `${found[3]}-${String(month + 1).padStart(2, '0')}-${(found[1] as string).padStart(2, '0')}` : null;
  };
  const has =
    (flag: string, wanted: boolean): Test =>
    (email) =>
      email.flags.includes(flag) === wanted;
  const flags: Record<string, Test> = {
    ALL: () => true,
    SEEN: has('\\Seen', true),
    UNSEEN: has('\\Seen', false),
    FLAGGED: has('\\Flagged', true),
    UNFLAGGED: has('\\Flagged', false),
    DELETED: has('\\Deleted', true),
    UNDELETED: has('\\Deleted', false),
    ANSWERED: has('\\Answered', true),
    UNANSWERED: has('\\Answered', false),
  };
  function key(): Test | null {
    const item = items[i];
    if (item && 'list' in item) {
      i++;
      return searchTest(item.list, highestUid, count);
    }
    const name = next()?.toUpperCase() ?? '';
    if (Object.hasOwn(flags, name)) return flags[name] as Test;
    if (name === 'NOT') {
      const inner = key();
      return inner && ((email, n) => !inner(email, n));
    }
    if (name === 'OR') {
      const [a, b] = [key(), key()];
      return a && b && ((email, n) => a(email, n) || b(email, n));
    }
    if (name === 'FROM' || name === 'SUBJECT' || name === 'TEXT' || name === 'BODY') {
      const wanted = next()?.toLowerCase();
      if (wanted === undefined) return null;
      const field = {
        FROM: (e: Email) => e.from,
        SUBJECT: (e: Email) => e.subject,
        BODY: (e: Email) => e.body,
        TEXT: (e: Email) => `${e.from}\n${e.subject}\n${e.body}`,
      }[name];
      return (email) => field(email).toLowerCase().includes(wanted);
    }
    if (name === 'SINCE' || name === 'BEFORE' || name === 'ON') {
      const wanted = day(next());
      if (!wanted) return null;
      // INTERNALDATE, without its time: when the message arrived here, not what its Date field says.
      return (email) =>
        name === 'SINCE'
          ? email.received.slice(0, 10) >= wanted
          : name === 'BEFORE'
            ? email.received.slice(0, 10) < wanted
            : email.received.slice(0, 10) === wanted;
    }
    if (name === 'KEYWORD' || name === 'UNKEYWORD') {
      const wanted = next();
      return wanted ? has(wanted, name === 'KEYWORD') : null;
    }
    if (name === 'UID') {
      const set = numberSet(next() ?? '', highestUid);
      return set && ((email) => set(email.uid));
    }
    if (name === 'MODSEQ') {
      const wanted = Number(next());
      return Number.isInteger(wanted) ? (email) => email.modseq >= wanted : null;
    }
    const set = numberSet(name, count);
    return set && ((_, n) => set(n));
  }
  const tests: Test[] = [];
  while (i < items.length) {
    const test = key();
    if (!test) return null;
    tests.push(test);
  }
  return tests.length === 0 ? null : (email, n) => tests.every((test) => test(email, n));
}
