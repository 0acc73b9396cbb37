import type { Pop3Probe } from '../contract/check.ts';
import { type Connection, type Line, loginPatience } from './connection.ts';
import { masked } from './dialogue.ts';
import { notTheProtocol } from './failure.ts';
import type { Network } from './network.ts';

export class Pop3 implements Pop3Probe {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  /** USER, PASS, STAT, QUIT (RFC 1939). `text` is the reply that decided. */
  async login(options: Parameters<Pop3Probe['login']>[0]): ReturnType<Pop3Probe['login']> {
    const connection = await this.#network.connect('pop3', options, 'POP3');
    try {
      connection.recorder.hide(options.password);
      const greeting = await status(connection, '');
      if (!greeting.ok) return refused(greeting);
      connection.sendLine(`USER ${options.user}`);
      const user = await status(connection, 'USER');
      if (!user.ok) return refused(user);
      connection.sendLine(`PASS ${options.password}`, `PASS ${masked}`);
      const pass = await status(connection, 'PASS', connection.patience(loginPatience));
      if (!pass.ok) return refused(pass);
      connection.sendLine('STAT');
      const stat = await status(connection, 'STAT');
      const messages = /^\+OK (\d+) \d+/.exec(stat.line.text)?.[1];
      if (messages === undefined) throw connection.fail(notTheProtocol(connection.to, 'POP3', stat.line.text));
      connection.sendLine('QUIT');
      return { ok: true, text: pass.line.text, messages: Number(messages), decide: () => pass.line.decide() };
    } finally {
      connection.end();
    }
  }
}

async function status(connection: Connection, awaited: string, limit: number = connection.timeout): Promise<{ ok: boolean; line: Line }> {
  const line = await connection.line(awaited, performance.now() + limit);
  if (line.text.startsWith('+OK')) return { ok: true, line };
  if (line.text.startsWith('-ERR')) return { ok: false, line };
  throw connection.fail(notTheProtocol(connection.to, 'POP3', line.text));
}

function refused({ line }: { line: Line }): Awaited<ReturnType<Pop3Probe['login']>> {
  return { ok: false, text: line.text, messages: 0, decide: () => line.decide() };
}
