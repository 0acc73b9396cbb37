import { expect, test } from 'vitest';
import { jmapRequest } from './jmap.ts';
import { play, readEvents, writeEvents } from './play.ts';
import { resolve } from './pointer.ts';
import type { Store } from './store.ts';

const fresh = () => play([]).store;
const call = (store: Store, ...methodCalls: unknown[]) => {
  const { status, body } = jmapRequest(store, JSON.stringify({ using: ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'], methodCalls }));
  expect(status).toBe(200);
  return body.methodResponses as [string, Record<string, unknown>, string][];
};

test('the example of RFC 8620 §3.7: * over a list of lists', () => {
  const response = {
    accountId: 'A1',
    list: [
      { id: 't1', emailIds: ['m1'] },
      { id: 't2', emailIds: ['m2', 'm3'] },
    ],
  };
  expect(resolve(response, '/list/*/emailIds')).toEqual(['m1', 'm2', 'm3']);
  expect(resolve({ ids: ['a'], 'a/b': { '~': 1 } }, '/a~1b/~0')).toBe(1);
  expect(resolve({ ids: ['a'] }, '/ids/7')).toBeUndefined();
  expect(resolve({ ids: ['a'] }, '/toString')).toBeUndefined();
});

test('the echo of RFC 8620 §4.1', () => {
  expect(call(fresh(), ['Core/echo', { hello: true, high: 5 }, 'b3ff'])).toEqual([['Core/echo', { hello: true, high: 5 }, 'b3ff']]);
});

test('query and get in one round trip by a result reference', () => {
  const [query, get] = call(
    fresh(),
    [
      'Email/query',
      {
        accountId: 'lin',
        filter: { inMailbox: 'mb-inbox', notKeyword: '$seen' },
        sort: [{ property: 'receivedAt', isAscending: false }],
        calculateTotal: true,
      },
      '0',
    ],
    ['Email/get', { accountId: 'lin', '#ids': { resultOf: '0', name: 'Email/query', path: '/ids' }, properties: ['subject'] }, '1'],
  );
  expect(query?.[1]).toMatchObject({ ids: ['e4', 'e3', 'e2'], total: 3 });
  expect(get?.[1].list).toEqual([
    { id: 'e4', subject: 'order 3' },
    { id: 'e3', subject: 'lunch' },
    { id: 'e2', subject: 'order 2' },
  ]);
});

test('a move keeps the id; changes tells updates, births and deaths', () => {
  const store = fresh();
  const before = String(store.modseq);
  call(store, [
    'Email/set',
    { accountId: 'lin', update: { e2: { 'keywords/$flagged': true, mailboxIds: { 'mb-archive': true } } }, destroy: ['e1', 'e9'] },
    '0',
  ]);
  expect(store.emails.find((email) => email.id === 'e2')).toMatchObject({ folder: 'Archive', uid: 1, flags: ['\\Flagged'] });
  const [changes] = call(store, ['Email/changes', { accountId: 'lin', sinceState: before }, '0']);
  expect(changes?.[1]).toMatchObject({ created: [], updated: ['e2'], destroyed: ['e1'] });
});

test('a patch is done as a whole or not at all', () => {
  const store = fresh();
  const [set] = call(store, ['Email/set', { accountId: 'lin', update: { e2: { 'keywords/$flagged': true, 'keywords/$seen': 1 } } }, '0']);
  expect(set?.[1].notUpdated).toMatchObject({ e2: { type: 'invalidPatch' } });
  expect(store.emails.find((email) => email.id === 'e2')?.flags).toEqual([]);
});

test.each([
  [['Email/fly', { accountId: 'lin' }, '0'], 'unknownMethod'],
  [['Email/get', { accountId: 'zhang', ids: [] }, '0'], 'accountNotFound'],
  [['Email/get', { accountId: 'lin', ids: ['e1'], properties: ['colour'] }, '0'], 'invalidArguments'],
  [['Email/get', { accountId: 'lin', '#ids': { resultOf: 'x', name: 'Email/query', path: '/ids' } }, '0'], 'invalidResultReference'],
  [['Email/get', { accountId: 'lin', ids: [], '#ids': {} }, '0'], 'invalidArguments'],
  [['Email/query', { accountId: 'lin', filter: { colour: 'red' } }, '0'], 'unsupportedFilter'],
  [['Email/query', { accountId: 'lin', sort: [{ property: 'size' }] }, '0'], 'unsupportedSort'],
  [['Email/changes', { accountId: 'lin', sinceState: '999999' }, '0'], 'cannotCalculateChanges'],
  [['Email/set', { accountId: 'lin', ifInState: '1', destroy: ['e1'] }, '0'], 'stateMismatch'],
] as const)('%j is the error %s, and does nothing', (method, type) => {
  const store = fresh();
  const before = JSON.stringify(store);
  expect(call(store, method)).toEqual([['error', { type, description: expect.any(String) }, '0']]);
  expect(JSON.stringify(store)).toBe(before);
});

test.each([
  ['{', 'notJSON'],
  ['[]', 'notRequest'],
  ['{"using": [], "methodCalls": [["Core/echo", {}]]}', 'notRequest'],
  ['{"using": ["urn:ietf:params:jmap:calendars"], "methodCalls": []}', 'unknownCapability'],
])('%s is refused as a whole: %s', (text, type) => {
  const { status, body } = jmapRequest(fresh(), text);
  expect([status, body.type]).toEqual([400, `urn:ietf:params:jmap:error:${type}`]);
});

test('both protocols see one mailbox, and the address brings it back', () => {
  const events = readEvents(
    writeEvents([
      { kind: 'imap', line: 'a1 LOGIN lin@k3f9.test harbour-lamp-27' },
      { kind: 'imap', line: 'a2 SELECT INBOX' },
      {
        kind: 'jmap',
        text: '{"using": ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"],\n "methodCalls": [["Email/set", {"accountId": "lin", "update": {"e2": {"keywords/$seen": true}}}, "0"]]}',
      },
      { kind: 'other', what: 'arrive' },
      { kind: 'imap', line: 'a3 NOOP' },
    ]),
  );
  expect(play(events).shown.at(-1)?.lines).toEqual(['* 2 FETCH (FLAGS (\\Seen))', '* 5 EXISTS', 'a3 OK NOOP completed.']);
  expect(readEvents('zz\nofly\nc')).toEqual([{ kind: 'connect' }]);
});
