import { expect, test } from 'vitest';
import { ImapSession } from './imap.ts';
import recorded from './recorded.json' with { type: 'json' };
import { addEmail, emptyStore, type Store } from './store.ts';

/** The mailbox of docs/runs/B8/session.py, all received on one day, as there. */
function mailbox(modseq: number): Store {
  const store = emptyStore(modseq);
  for (const [from, subject] of [
    ['wang@haibo.example', 'order 1'],
    ['wang@haibo.example', 'order 2'],
    ['zhang@k3f9.test', 'lunch'],
    ['wang@haibo.example', 'order 3'],
  ] as const)
    addEmail(store, 'INBOX', { from, subject, received: '2026-11-25T10:00:00Z', body: '', flags: subject === 'order 1' ? ['\\Seen'] : [] });
  return store;
}

const dropped = /RECENT|^\* OK \[HIGHESTMODSEQ/;
/** What decides of an answer: no times, no \Recent, no words for people; UIDVALIDITYs as A, B. */
function essence(lines: readonly string[], drop = dropped): string[] {
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => line.replace(/ ?\\Recent/, '').replace(/\r$/, ''))
    .filter((line) => !drop.test(line))
    .map((line) =>
      line
        .replace(/^(a\d+ (?:OK|NO|BAD)(?: \[(?!CAPABILITY)[^\]]*\])?).*/, '$1')
        .replace(/^(\* (?:OK \[[^\]]*\]|BYE)).*/, '$1')
        .replace(/\b1[789]\d{8}\b/g, 'V'),
    );
}

const plain = recorded.plain;
test.each(plain.map((exchange, i) => [exchange.c, i] as const))('as Dovecot 2.4.1 answers: %s', (_, i) => {
  const session = new ImapSession(mailbox(0));
  const answers = plain.slice(0, i + 1).map((exchange) => session.say(exchange.c));
  const theirs = (plain[i] as (typeof plain)[number]).s;
  if (/LOGIN/.test(plain[i]?.c ?? '')) expect(answers.at(-1)?.at(-1)?.split(' ')[1]).toBe(theirs.at(-1)?.split(' ')[1]);
  else expect(essence(answers.at(-1) as string[])).toEqual(essence(theirs));
});

test('QRESYNC tells the second device what vanished and what changed, as Dovecot does', () => {
  const store = mailbox(0);
  for (let uid = 0; uid < 3; uid++)
    addEmail(store, 'INBOX', { from: 'wang@haibo.example', subject: `order ${uid + 4}`, received: '2026-11-25T10:00:00Z', body: '' });
  // What the recorded session had done before: 2 and 3 are gone, 4 is answered; all stand at 16.
  store.emails = store.emails.filter((email) => email.uid !== 2 && email.uid !== 3);
  for (const email of store.emails) {
    if (email.uid === 4) email.flags = ['\\Answered'];
    email.modseq = 16;
  }
  store.modseq = 16;
  const run = (exchanges: { c: string; s: string[] }[]) => {
    const session = new ImapSession(store);
    for (const exchange of exchanges) {
      const validity = exchange.c.replace(/QRESYNC \(\d+/, `QRESYNC (${store.folders.find((f) => f.name === 'INBOX')?.uidValidity}`);
      const answer = session.say(validity);
      if (!/LOGIN/.test(exchange.c)) expect(essence(answer, /RECENT/), exchange.c).toEqual(essence(exchange.s, /RECENT/));
    }
  };
  run(recorded.first);
  run(recorded.other);
  run(recorded.again);
});

const logged = () => {
  const session = new ImapSession(mailbox(0));
  session.say('a1 LOGIN lin@k3f9.test harbour-lamp-27');
  session.say('a2 SELECT INBOX');
  return session;
};

test('another UIDVALIDITY makes QRESYNC say nothing of the past (RFC 7162 §3.2.5)', () => {
  const session = logged();
  session.say('a3 ENABLE QRESYNC');
  expect(session.say('a4 SELECT INBOX (QRESYNC (1 2))').join('\n')).not.toMatch(/VANISHED|FETCH/);
  expect(new ImapSession(mailbox(0)).say('x SELECT INBOX (QRESYNC (1 2))').join()).toContain('BAD');
});

test('BODY[] marks as seen and says so, BODY.PEEK[] does not', () => {
  const session = logged();
  expect(session.say('a3 FETCH 2 BODY.PEEK[TEXT]').join()).not.toContain('FLAGS');
  expect(session.say('a4 FETCH 2 BODY[TEXT]').join()).toContain('FLAGS (\\Seen)');
});

test('what others do is told at the next command that may, never with FETCH', () => {
  const session = logged();
  session.store.emails = session.store.emails.filter((email) => email.uid !== 1);
  expect(session.say('a3 FETCH 2 UID')).toEqual(['* 2 FETCH (UID 2)', 'a3 OK Fetch completed.']);
  expect(session.say('a4 NOOP')).toEqual(['* 1 EXPUNGE', 'a4 OK NOOP completed.']);
  expect(session.say('a5 FETCH 1 UID')[0]).toBe('* 1 FETCH (UID 2)');
});

test('wrong input is answered with what was expected', () => {
  const session = logged();
  for (const line of [
    '',
    'NOOP',
    'a1',
    'a1 FETCH (1 FLAGS',
    'a1 STORE 1 +FLAGS (\\Sen)',
    'a1 FETCH 0 FLAGS',
    'a1 FETCH 1 ENVELOPES',
    'a1 UID FLY 1',
    'a1 SEARCH',
    'a1 STATUS INBOX (SIZE)',
    'a1 FETCH 1 FLAGS "',
  ])
    expect(session.say(line).join(), line).toContain('BAD');
});
