import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { debianLists, evaluate, type Lists, readList, readTable } from './model.ts';
import type { Mail } from './restrictions.ts';
import { accessTable } from './world.ts';

interface Recording {
  postfix: string;
  lists: Record<string, Partial<Lists>>;
  answers: (Mail & { list: string; reply: string })[];
}
const recording = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/runs/S08/restrictions.json'), 'utf8')) as Recording;
const { table, problems } = readTable(accessTable);

describe(`what Postfix ${recording.postfix} answered, word for word (docs/runs/S08)`, () => {
  test('there is something to compare', () => {
    expect(problems).toEqual([]);
    expect(recording.answers.length).toBeGreaterThan(1000);
    expect(new Set(recording.answers.map((a) => a.reply.replace(/<.*?>|\[.*?\]/g, ''))).size).toBeGreaterThan(20);
  });
  test.each(Object.keys(recording.lists))('%s', (list) => {
    const lists = { ...debianLists, ...recording.lists[list] };
    const answers = recording.answers.filter((a) => a.list === list);
    const said = answers.map(({ reply: _, list: __, ...mail }) => {
      const { outcome } = evaluate(lists, mail, table);
      return { ...mail, reply: outcome.kind === 'no-greeting' ? 'no greeting' : 'reply' in outcome ? outcome.reply : outcome.kind };
    });
    expect(said).toEqual(answers.map(({ list: _, ...rest }) => rest));
  });
});

test('reading a list as Postfix does: commas, spaces and line breaks are the same', () => {
  expect(readList('permit_mynetworks,\n  warn_if_reject reject_rbl_client bl.example check_sender_access texthash:/x')).toEqual([
    'permit_mynetworks',
    'warn_if_reject reject_rbl_client bl.example',
    'check_sender_access texthash:/x',
  ]);
});

test('a table that cannot be read is explained', () => {
  for (const [text, words] of [
    ['haibo.example', 'found only'],
    ['haibo.example MAYBE', 'found “MAYBE”'],
    ['a.example OK\nA.example REJECT', 'twice'],
  ] as const) {
    const [problem] = readTable(text).problems;
    expect(problem?.said.en).toContain(words);
    expect(problem?.said['zh-cn']).toMatch(/\p{Script=Han}/u);
  }
});

/** Answers of Postfix 3.10 to mails that docs/runs/S08 does not hold, from some thousand random lists tried on the same machine. */
describe('the corners of Postfix', () => {
  const lists = (over: Partial<Lists>): Lists => ({
    ...debianLists,
    relay: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
    ...over,
  });
  const plain: Mail = { client: 'partner', user: '', helo: 'mx.haibo.example', sender: 'wang@haibo.example', recipient: 'lin@k3f9.test' };
  test.each([
    ['a route in the local part may lead anywhere', {}, { recipient: 'a@b.example@k3f9.test' }, '554 5.7.1 <a@b.example@k3f9.test>: Relay access denied'],
    ['so does a per cent sign', {}, { recipient: 'a%b@k3f9.test' }, '554 5.7.1 <a%b@k3f9.test>: Relay access denied'],
    ['postmaster without a domain passes every list', { client: 'reject', recipient: 'reject' }, { recipient: 'Postmaster' }, '250 2.1.5 Ok'],
    ['a null MX is an MX: the HELO name exists', { helo: 'reject_unknown_helo_hostname' }, { helo: 'null.example' }, '250 2.1.5 Ok'],
    ['an address without brackets is no invalid name', { helo: 'reject_invalid_helo_hostname' }, { helo: '1.2.3.4' }, '250 2.1.5 Ok'],
    [
      'but not a full one either',
      { helo: 'reject_non_fqdn_helo_hostname' },
      { helo: '1.2.3.4' },
      '504 5.5.2 <1.2.3.4>: Helo command rejected: need fully-qualified hostname',
    ],
    [
      'brackets need an address',
      { helo: 'reject_non_fqdn_helo_hostname' },
      { helo: '[junk]' },
      '501 5.5.2 <[junk]>: Helo command rejected: invalid ip address',
    ],
    ['a last dot is allowed', { helo: 'reject_non_fqdn_helo_hostname' }, { helo: 'haibo.example.' }, '250 2.1.5 Ok'],
    [
      'and not looked up',
      { helo: 'reject_unknown_helo_hostname' },
      { helo: 'haibo.example.' },
      '450 4.7.1 <haibo.example.>: Helo command rejected: Host not found',
    ],
    [
      'below a zone that is silent all is silent',
      { sender: 'reject_unknown_sender_domain' },
      { sender: 'x@a.broken.example' },
      '450 4.1.8 <x@a.broken.example>: Sender address rejected: Domain not found',
    ],
    [
      'a relay domain is asked of the DNS',
      { recipient: 'reject_unknown_recipient_domain' },
      { recipient: 'x@deep.branch.k3f9.test' },
      '450 4.1.2 <x@deep.branch.k3f9.test>: Recipient address rejected: Domain not found',
    ],
  ] as const)('%s', (_, over, mail, reply) => {
    expect(evaluate(lists(over), { ...plain, ...mail }, table).outcome).toMatchObject({ reply });
  });
});

test.each([
  'reject_unauth_pipelining',
  'check_policy_service inet:127.0.0.1:10023',
  'reject_unverified_recipient',
  'sleep 1',
  'check_sender_mx_access texthash:/x',
])('%s is a name that Postfix knows: said so, and not called a mistake', (restriction) => {
  const mail: Mail = { client: 'partner', user: '', helo: 'mx.haibo.example', sender: 'wang@haibo.example', recipient: 'lin@k3f9.test' };
  expect(evaluate({ ...debianLists, recipient: restriction }, mail, table).outcome).toEqual({ kind: 'not-computed', restriction });
});
