import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { dnsOverTcp, dnsOverUdp } from './dns.ts';
import { ports, type StandIn, type StandInFacts } from './facts.ts';
import { imap } from './imap.ts';
import { managesieve } from './managesieve.ts';
import { pop3 } from './pop3.ts';
import { smtp } from './smtp.ts';

/** A host that answers on every port and means nothing by it: the gate puts it in a learner's host's place. */
const facts = JSON.parse(process.env['STAND_IN'] ?? '') as StandInFacts;
const standIn: StandIn = { ...facts, yes: facts.answer === 'accept', mail: [] };
const tls = { cert: facts.certificate, key: facts.key };

type Serve = (socket: Socket, standIn: StandIn) => void;
const serve = (talk: Serve) => (socket: Socket) => {
  socket.on('error', () => undefined);
  talk(socket, standIn);
};
const plain = (numbers: readonly number[], talk: Serve) => {
  for (const port of numbers) createServer(serve(talk)).listen(port);
};
const secure = (numbers: readonly number[], talk: Serve) => {
  for (const port of numbers)
    createTlsServer(tls, serve(talk))
      .on('tlsClientError', () => undefined)
      .listen(port);
};

plain(ports.smtp, smtp);
secure(ports.smtps, smtp);
plain(ports.imap, imap);
secure(ports.imaps, imap);
plain(ports.pop3, pop3);
secure(ports.pop3s, pop3);
plain(ports.managesieve, managesieve);
plain(ports.dns, dnsOverTcp);
for (const port of ports.dns) dnsOverUdp(port, standIn);
plain(ports.silent, (socket) => {
  if (!standIn.yes) socket.resetAndDestroy();
});
const page = (_request: unknown, response: { writeHead: (status: number, headers: Record<string, string>) => { end: (body: string) => void } }) =>
  response.writeHead(standIn.yes ? 200 : 403, { 'content-type': 'text/plain' }).end(standIn.yes ? 'yes\n' : 'no\n');
for (const port of ports.http) createHttpServer(page).listen(port);
for (const port of ports.https) createHttpsServer(tls, page).listen(port);
process.on('SIGTERM', () => process.exit(0));
