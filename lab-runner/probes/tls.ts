import type { TlsFacts, TlsProbe } from '../contract/check.ts';
import { Connection } from './connection.ts';
import { type Network, probeFor } from './network.ts';
import { askForTls } from './starttls.ts';

export class Tls implements TlsProbe {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  async handshake(options: Parameters<TlsProbe['handshake']>[0]): Promise<TlsFacts> {
    const recorder = this.#network.begin('tls', `${options.host}:${options.port}`, options.from ?? probeFor(options.host));
    const stream = await this.#network.stream(recorder, options);
    const connection = new Connection(stream, recorder, { timeout: options.timeout, protocol: 'TLS' });
    try {
      if (options.starttls) await askForTls(connection, options.starttls);
      const { servername, minVersion, maxVersion, ciphers } = options;
      return await connection.secure({ ca: this.#network.ca, servername, minVersion, maxVersion, ciphers });
    } finally {
      connection.end();
    }
  }
}
