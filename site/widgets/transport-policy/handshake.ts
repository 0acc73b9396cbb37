/** The way from SYN to MAIL FROM, flight by flight: who sends what, and what a listener on the way can read. */
export interface Choice {
  transport: 'starttls' | 'implicit';
  version: '1.2' | '1.3';
}
export type Part =
  | 'tcp'
  | 'banner'
  | 'ehlo'
  | 'ehlo-reply'
  | 'starttls'
  | 'starttls-reply'
  | 'client-hello'
  | 'server-hello'
  | 'certificate'
  | 'key-exchange'
  | 'finished'
  | 'mail';
export interface Flight {
  from: 'client' | 'server';
  parts: { part: Part; clear: boolean }[];
}

const clear = (...parts: Part[]) => parts.map((part) => ({ part, clear: true }));
const hidden = (...parts: Part[]) => parts.map((part) => ({ part, clear: false }));
const client = (...parts: Flight['parts']): Flight => ({ from: 'client', parts });
const server = (...parts: Flight['parts']): Flight => ({ from: 'server', parts });

/** RFC 3207 and RFC 8314 around RFC 8446 (one round trip) or RFC 5246 (two). Without resumption and pipelining across STARTTLS. */
export function flights({ transport, version }: Choice): Flight[] {
  const implicit = transport === 'implicit';
  const before = implicit
    ? [client(...clear('tcp')), server(...clear('tcp'))]
    : [
        client(...clear('tcp')),
        server(...clear('tcp')),
        client(...clear('tcp')),
        server(...clear('banner')),
        client(...clear('ehlo')),
        server(...clear('ehlo-reply')),
        client(...clear('starttls')),
        server(...clear('starttls-reply')),
      ];
  // After its own Finished a client may speak at once (1.3), or must wait for the server's (1.2).
  const tls =
    version === '1.3'
      ? [client(...clear('client-hello')), server(...clear('server-hello'), ...hidden('certificate', 'finished'))]
      : [
          client(...clear('client-hello')),
          server(...clear('server-hello', 'certificate', 'key-exchange')),
          client(...clear('key-exchange'), ...hidden('finished')),
          server(...hidden('finished')),
        ];
  const last = version === '1.3' ? hidden('finished') : [];
  // With implicit TLS the banner is still to come; a 1.2 server sends it right behind its Finished.
  const greeted: Flight[] = !implicit
    ? [client(...last, ...hidden('ehlo'))]
    : version === '1.3'
      ? [client(...last), server(...hidden('banner')), client(...hidden('ehlo'))]
      : [client(...hidden('ehlo'))];
  if (implicit && version === '1.2') tls[tls.length - 1] = server(...hidden('finished', 'banner'));
  return [...before, ...tls, ...greeted, server(...hidden('ehlo-reply')), client(...hidden('mail'))];
}

/** Round trips until MAIL FROM is on its way: two flights are one. */
export const roundTrips = (choice: Choice): number => (flights(choice).length - 1) / 2;
