import { afterAll, beforeAll, expect, test } from 'vitest';
import { labOf } from '../lab-runner/catalogue/catalogue.ts';
import type { StoredSandbox } from '../lab-runner/sandbox/sandbox-store.ts';
import { TestInstance } from './support/instance.ts';

/** A partner that judges during the dialogue, and the partners' websites, seen from a learner's host with the tools that are there. */
let instance: TestInstance;
let sandbox: StoredSandbox;
let own: string;
let peer: string;
const big = 'bigmail.example';

beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
  const lab = labOf(instance.runner.catalogue, 'hello-smtp');
  const { internet } = lab.definition.topology;
  internet.personas['big'] = { domain: big, persona: 'strict', alsoFor: [], starttls: true, dmarc: 'reject' };
  internet.zones['[[domain]]'] = ['@ MX 0 .', '@ TXT "v=spf1 a:client.[[domain]] -all"', '_dmarc TXT "v=DMARC1; p=reject"'];
  sandbox = await instance.runner.sandboxes.create({ lab, purpose: 'grade' });
  const { parameters } = instance.runner.sandboxes.plan(sandbox);
  own = parameters['domain'] as string;
  peer = parameters['peer'] as string;
});
afterAll(() => instance?.destroy());

async function onHost(command: string[]): Promise<string> {
  const { stdout, stderr } = await instance.engine.run(sandbox.hosts[0]?.container as string, command, { timeout: 60_000 });
  return stdout.toString() + stderr.toString();
}
const swaks = (from: string, ...more: string[]) =>
  onHost(['/usr/bin/swaks', '--server', `mx.${big}`, '--helo', `client.${own}`, '--from', from, '--to', `ada@${big}`, ...more]);
const curl = (...words: string[]) => onHost(['/usr/bin/curl', '-sS', '--max-time', '20', ...words]);

test('what SPF and DMARC prove is taken', async () => {
  expect(await swaks(`kai@${own}`, '-tls')).toMatch(/<~\s+250 2\.0\.0 Ok: queued/);
});

test('clear text is refused at MAIL', async () => {
  expect(await swaks(`kai@${own}`)).toMatch(/MAIL FROM[^\n]*\n<\*\* 530 5\.7\.0 Must issue a STARTTLS command first/);
});

test("somebody else's name is refused after the message, with the code of RFC 7372", async () => {
  const said = await swaks(`ada@${peer}`, '-tls');
  expect(said).toMatch(/<~\s+354 /);
  expect(said).toContain(`550 5.7.26 Unauthenticated email from ${peer} is not accepted due to the domain's DMARC policy`);
});

test('bulk mail without one-click unsubscribe is refused, and the rules are where the reply says', async () => {
  const said = await swaks(`kai@${own}`, '-tls', '--header', 'List-Id: <news.example>');
  expect(said).toContain(`550 5.7.1 Bulk mail from ${own} needs a signed one-click unsubscribe (RFC 8058), see https://${big}/senders`);
  expect(await curl(`https://${big}/senders`)).toContain('List-Unsubscribe-Post');
});

test('whoever has no name of their own is refused at RCPT', async () => {
  const link = await instance.runner.sandboxes.link(sandbox);
  const { parameters } = instance.runner.sandboxes.plan(sandbox);
  const change = { do: 'publish', name: parameters['ptr:client'] as string, type: 'PTR', seconds: 120 } as const;
  await link.internet(sandbox.id, { ...change, records: [] });
  expect(await swaks(`kai@${own}`, '-tls')).toMatch(/RCPT TO[^\n]*\n<~\*\s+550 5\.7\.25 \[[\d.]+\] The sending IP address has no PTR record/);
  await link.internet(sandbox.id, { ...change, records: null });
});

test("a partner's website: the policy for senders over a certificate that hosts trust, security.txt, autoconfig, nothing in clear text", async () => {
  expect(await onHost(['/usr/bin/dig', '+short', 'TXT', `_mta-sts.${peer}`])).toMatch(/^"v=STSv1; id=\w+"\n$/);
  expect(await curl(`https://mta-sts.${peer}/.well-known/mta-sts.txt`)).toBe(`version: STSv1\r\nmode: enforce\r\nmx: mx.${peer}\r\nmax_age: 604800\r\n`);
  expect(await curl(`https://${peer}/.well-known/security.txt`)).toContain(`Contact: mailto:security@${peer}`);
  expect(await curl(`https://autoconfig.${peer}/mail/config-v1.1.xml`)).toContain('<clientConfig');
  expect(await curl('-I', `http://${peer}/`)).toMatch(/^HTTP\/1\.1 301 [\s\S]*location: https:/i);
});
