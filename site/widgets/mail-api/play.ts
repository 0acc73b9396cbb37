import { ImapSession } from './imap.ts';
import { jmapRequest } from './jmap.ts';
import { addEmail, emailsIn, emptyStore, removeEmail, type Store, setFlags } from './store.ts';

/** What happened, in order: a line typed to IMAP, a JMAP request, or something that another device or the administrator did. */
export type Event = { kind: 'imap'; line: string } | { kind: 'jmap'; text: string } | { kind: 'connect' } | { kind: 'other'; what: Other };
export const others = ['arrive', 'read', 'remove', 'restore'] as const;
export type Other = (typeof others)[number];

export interface Shown {
  event: Event;
  /** The server's answer, empty for what others did. */
  lines: string[];
}

/** Plays all events on a fresh mailbox: the same events give the same mailbox, so that a link brings it back. */
export function play(events: readonly Event[]): { shown: Shown[]; store: Store } {
  const store = begin();
  let session = new ImapSession(store);
  const shown = events.map((event): Shown => {
    if (event.kind === 'imap') return { event, lines: session.say(event.line) };
    if (event.kind === 'jmap') {
      const { status, body } = jmapRequest(store, event.text);
      return { event, lines: [`HTTP ${status}`, ...JSON.stringify(body, null, 1).split('\n')] };
    }
    if (event.kind === 'connect') {
      session = new ImapSession(store);
      return { event, lines: ['* OK [CAPABILITY IMAP4rev1 IMAP4rev2 ENABLE IDLE] ready'] };
    }
    other(store, event.what);
    return { event, lines: [] };
  });
  return { shown, store };
}

function begin(): Store {
  const store = emptyStore(10);
  const letters = [
    ['王伟 <wang@haibo.example>', 'order 1', '2026-11-02T10:00:00Z', 'Ten of the usual.'],
    ['王伟 <wang@haibo.example>', 'order 2', '2026-11-03T10:00:00Z', 'Twenty more.'],
    ['Zhang Min <zhang@k3f9.test>', 'lunch', '2026-11-04T10:00:00Z', 'At twelve?'],
    ['王伟 <wang@haibo.example>', 'order 3', '2026-11-05T10:00:00Z', 'The last for this year.'],
  ] as const;
  for (const [from, subject, received, body] of letters)
    addEmail(store, 'INBOX', { from, subject, received, body, flags: subject === 'order 1' ? ['\\Seen'] : [] });
  return store;
}

function other(store: Store, what: Other): void {
  const inbox = emailsIn(store, 'INBOX');
  switch (what) {
    case 'arrive': {
      const n = store.created.length;
      addEmail(store, 'INBOX', {
        from: '王伟 <wang@haibo.example>',
        subject: `order ${n}`,
        received: `2026-11-${String(2 + n).padStart(2, '0')}T10:00:00Z`,
        body: 'One more.',
      });
      return;
    }
    case 'read': {
      const unread = inbox.find((email) => !email.flags.includes('\\Seen'));
      if (unread) setFlags(store, unread, ['\\Seen', ...unread.flags]);
      return;
    }
    case 'remove':
      if (inbox[0]) removeEmail(store, inbox[0], true);
      return;
    case 'restore':
      // From a backup, by import: other UIDVALIDITY, other UIDs.
      for (const folder of store.folders) {
        folder.uidValidity += 1000;
        const emails = emailsIn(store, folder.name);
        folder.uidNext = 1;
        for (const email of emails) {
          email.uid = folder.uidNext++;
          email.modseq = ++store.modseq;
        }
      }
      store.vanished = [];
  }
}

/** For the address: a line an event. */
export const writeEvents = (events: readonly Event[]): string =>
  events
    .map((event) =>
      event.kind === 'imap' ? `i${event.line}` : event.kind === 'jmap' ? `j${compact(event.text)}` : event.kind === 'connect' ? 'c' : `o${event.what}`,
    )
    .join('\n');

export function readEvents(text: string): Event[] {
  return text.split('\n').flatMap((line): Event[] => {
    const rest = line.slice(1);
    if (line[0] === 'i') return [{ kind: 'imap', line: rest }];
    if (line[0] === 'j') return [{ kind: 'jmap', text: rest }];
    if (line === 'c') return [{ kind: 'connect' }];
    const what = others.find((one) => one === rest);
    return line[0] === 'o' && what ? [{ kind: 'other', what }] : [];
  });
}

function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    // No JSON: kept as it was typed, on one line, so that its error comes back, too.
    return text.replace(/\n/g, ' ');
  }
}
