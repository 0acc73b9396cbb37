import type { ImapProbe } from '../contract/check.ts';
import type { Connection, Line } from './connection.ts';
import { notTheProtocol } from './failure.ts';
import { RawImap } from './imap-raw.ts';
import type { Network } from './network.ts';
import { imapStarttls } from './starttls.ts';

export class Imap implements ImapProbe {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  async login(options: Parameters<ImapProbe['login']>[0]): ReturnType<ImapProbe['login']> {
    // The client library is loaded when first needed: half of a lab's runs never log in.
    const { openImapSession } = await import('./imap-session.ts');
    const connection = await this.#network.connect('imap', options, 'IMAP');
    try {
      const greeting = await greeted(connection);
      if (options.starttls) {
        await imapStarttls(connection);
        await connection.secure({ ca: this.#network.ca, servername: options.servername });
        // A client must forget what it learnt in the clear (RFC 9051 §6.2.1), so the capabilities go from the greeting.
        return await openImapSession(connection, { text: '* OK', decide: () => undefined }, options.user, options.password);
      }
      return await openImapSession(connection, greeting, options.user, options.password);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  async raw(options: Parameters<ImapProbe['raw']>[0]): ReturnType<ImapProbe['raw']> {
    const connection = await this.#network.connect('imap', options, 'IMAP');
    try {
      return new RawImap(connection, (await greeted(connection)).text);
    } catch (error) {
      connection.close();
      throw error;
    }
  }
}

async function greeted(connection: Connection): Promise<Line> {
  const line = await connection.line('');
  if (/^\* (OK|PREAUTH)/i.test(line.text)) return line;
  throw connection.fail(notTheProtocol(connection.to, 'IMAP', line.text));
}
