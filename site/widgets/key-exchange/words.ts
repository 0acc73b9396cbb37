import type { Language } from '../../../lab-runner/contract/text.ts';

export const words = {
  en: {
    client: 'The client supports, in its order',
    shares: 'It sends a key share for',
    server: 'The server’s groups, in its order',
    presets: 'Servers:',
    none: 'No group in common: handshake_failure, no connection.',
    agreed: (id: string, code: string) => `They agree on ${id} (${code}).`,
    safe: 'What is recorded today cannot be read by a quantum computer later.',
    unsafe: 'What is recorded today could be read by a large quantum computer later.',
    retry: 'The client had sent no share for it: HelloRetryRequest, one more round trip.',
    octets: (client: number, server: number) => `Key shares: ${client} octets from the client, ${server} from the server.`,
    segment: (fits: boolean) =>
      fits
        ? 'The ClientHello fits into one segment of 1,460 octets.'
        : 'The ClientHello no longer fits into one segment of 1,460 octets: some old middleboxes stumble over that.',
    unknown: (list: string) => `Not in the table, read over: ${list}.`,
    nothing: 'Expected names of groups such as x25519 or X25519MLKEM768, found none that is known.',
    table: ['Group', 'client', 'server', 'against quantum computers'],
    yes: '✓ yes',
    no: '✗ no',
    all: 'All groups of this table',
  },
  'zh-cn': {
    client: '客户端支持的群组，按它的顺序',
    shares: '它附上 key share 的群组',
    server: '服务器的群组，按它的顺序',
    presets: '服务器：',
    none: '没有共同的群组：handshake_failure，连不上。',
    agreed: (id: string, code: string) => `双方选定 ${id}（${code}）。`,
    safe: '今天被录下的流量，将来用量子计算机也读不出。',
    unsafe: '今天被录下的流量，将来可能被大型量子计算机读出。',
    retry: '客户端没附上它的 key share：HelloRetryRequest，多一次往返。',
    octets: (client: number, server: number) => `key share：客户端 ${client} 字节，服务器 ${server} 字节。`,
    segment: (fits: boolean) =>
      fits ? 'ClientHello 装得进一个 1,460 字节的报文段。' : 'ClientHello 装不进一个 1,460 字节的报文段了：有些旧的中间设备会在这里出错。',
    unknown: (list: string) => `表里没有，略过：${list}。`,
    nothing: '这里要填群组名，例如 x25519、X25519MLKEM768，现在一个认识的也没有。',
    table: ['群组', '客户端', '服务器', '抗量子'],
    yes: '✓ 是',
    no: '✗ 否',
    all: '本表的全部群组',
  },
} satisfies Record<Language, unknown>;
