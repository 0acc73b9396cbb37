import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterEach, expect, test } from 'vitest';
import type { StandIn } from './facts.ts';
import { imap } from './imap.ts';
import { smtp } from './smtp.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function standIn(answer: StandIn['answer']): StandIn {
  return { answer, yes: answer === 'accept', name: 'mail.k3f9.test', address: '127.0.0.1', certificate: '', key: '', mail: [] };
}

async function listen(talk: (socket: Socket, standIn: StandIn) => void, facts: StandIn): Promise<number> {
  const server = createServer((socket) => talk(socket, facts));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const mail = { from: 'nobody@elsewhere.example', to: 'anybody@k3f9.test', subject: 'first', text: '.dot\nend' };
const transport = (port: number) =>
  createTransport({ host: '127.0.0.1', port, ignoreTLS: true, auth: { user: 'anybody', pass: 'wrong' }, tls: { rejectUnauthorized: false } });
const reader = (port: number) =>
  new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user: 'anybody', pass: 'wrong' }, logger: false });

test('the one that accepts takes any password and any recipient, and shows the mail to everybody', async () => {
  const facts = standIn('accept');
  await transport(await listen(smtp, facts)).sendMail(mail);
  const client = reader(await listen(imap, facts));
  await client.connect();
  const lock = await client.getMailboxLock('INBOX');
  const [message] = await client.fetchAll('1:*', { source: true, envelope: true });
  lock.release();
  await client.logout();
  expect(message?.envelope?.subject).toBe('first');
  expect(message?.source?.toString()).toContain('\r\n.dot\r\nend\r\n');
});

test('the one that rejects takes nothing from anybody', async () => {
  const facts = standIn('reject');
  await expect(transport(await listen(smtp, facts)).sendMail(mail)).rejects.toThrow(/550|Access denied|greeting|EHLO/i);
  await expect(reader(await listen(imap, facts)).connect()).rejects.toThrow();
  expect(facts.mail).toEqual([]);
});
