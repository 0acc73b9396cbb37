import { randomInt } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { InternetControl } from '../contract/check.ts';
import type { LocalizedText } from '../contract/text.ts';
import { senderBlock6, type ZoneManner } from '../contract/topology.ts';
import type { InternetAnswer, InternetCall, QuerySeen } from '../contract/world.ts';
import type { Network } from './network.ts';

/** Seconds: longer than any check may take (180), so that a check that was cut off leaves nothing behind for long. */
const longestChange = 190;

/** Which of the checks that run side by side this is: each has strangers of its own, so that what one does to its own is not seen by another. */
export interface Lane {
  index: number;
  of: number;
}

export class Internet implements InternetControl {
  readonly #network: Network;
  readonly #call: (call: InternetCall) => Promise<InternetAnswer>;
  readonly #lane: Lane;
  #strangers: string[] = [];

  constructor(network: Network, call: (call: InternetCall) => Promise<InternetAnswer>, lane: Lane) {
    this.#network = network;
    this.#lane = lane;
    this.#call = call;
  }

  async publish(name: string, type: string, records: string[]): Promise<AsyncDisposable> {
    const change = { do: 'publish', name, type, seconds: longestChange } as const;
    await this.#call({ ...change, records });
    const said: LocalizedText =
      records.length > 0
        ? { en: `the Internet now says: ${name} ${type} ${records.join(' | ')}`, 'zh-cn': `互联网上现在的记录：${name} ${type} ${records.join(' | ')}` }
        : { en: `${name} now has no ${type} record`, 'zh-cn': `${name} 现在没有 ${type} 记录` };
    return this.#undo(said, { ...change, records: null });
  }

  list(zone: string, address: string, code = '127.0.0.2'): Promise<AsyncDisposable> {
    return this.publish(listedName(zone, address), 'A', [`60 ${code}`]);
  }

  delist(zone: string, address: string): Promise<AsyncDisposable> {
    return this.publish(listedName(zone, address), 'A', []);
  }

  async manner(zone: string, manner: ZoneManner): Promise<AsyncDisposable> {
    const change = { do: 'manner', zone, seconds: longestChange } as const;
    await this.#call({ ...change, manner });
    const said = typeof manner === 'string' ? manner : `${manner.delay} ms`;
    return this.#undo(
      { en: `how the name servers of ${zone} now answer: ${said}`, 'zh-cn': `${zone} 的名字服务器现在的应答方式：${said}` },
      { ...change, manner: null },
    );
  }

  async queries(filter: { name?: string; under?: string; type?: string; since?: Date }): ReturnType<InternetControl['queries']> {
    const name = filter.name?.toLowerCase().replace(/\.$/, '');
    const under = filter.under?.toLowerCase().replace(/\.$/, '');
    const seen = (await this.#call({ do: 'queries', since: filter.since?.getTime() ?? 0 })) as QuerySeen[];
    return seen
      .filter((q) => (name === undefined || q.name === name) && (under === undefined || q.name === under || q.name.endsWith(`.${under}`)))
      .filter((q) => filter.type === undefined || q.type === filter.type.toUpperCase())
      .map((q) => ({ at: new Date(q.at), from: q.from, name: q.name, type: q.type }));
  }

  stranger(): string {
    if (this.#strangers.length === 0) this.#strangers = strangersOf(this.#lane);
    return this.#strangers.splice(randomInt(this.#strangers.length), 1)[0] as string;
  }

  stranger6(): string {
    // Of 2⁶⁴: nobody draws the same twice.
    return `${senderBlock6.replace('::/64', '')}:${Array.from({ length: 4 }, () => randomInt(0x1000, 0x10000).toString(16)).join(':')}`;
  }

  async path(options: { from: string; host: string; port: number; mtu?: number }): Promise<number[]> {
    const { from, host, port, mtu = null } = options;
    const segments = (await this.#call({ do: 'path', from, to: this.#network.address(host), port, mtu })) as number[];
    const [en, zh] = [segments.join(', ') || 'no connection', segments.join('、') || '没有连接'];
    const recorder = this.#network.begin('outside', `${host}:${port}`, from);
    recorder.note({ en: `largest segment received from port ${port}: ${en}`, 'zh-cn': `从 ${port} 端口收到的最大报文段：${zh}` });
    if (mtu !== null)
      recorder.note({
        en: `ICMP${isIPv6(from) ? 'v6' : ''} to ${host}: your packets to ${from} are too big, at most ${mtu} bytes pass`,
        'zh-cn': `发给 ${host} 的 ICMP${isIPv6(from) ? 'v6' : ''}：您发往 ${from} 的数据包太大，最多只能通过 ${mtu} 字节`,
      });
    return segments;
  }

  #undo(note: LocalizedText, back: InternetCall): AsyncDisposable {
    this.#network.begin('outside', 'the Internet', 'postlab').note(note);
    return {
      [Symbol.asyncDispose]: async () => {
        await this.#call(back);
      },
    };
  }
}

/** `192.0.2.99` in `bl.test` → `99.2.0.192.bl.test` (RFC 5782 §2.1). */
function listedName(zone: string, address: string): string {
  return `${address.split('.').reverse().join('.')}.${zone}`;
}

/** The lane's share of 203.0.113.129 to .254 and 198.51.100.129 to .254. */
function strangersOf(lane: Lane): string[] {
  const all = ['203.0.113', '198.51.100'].flatMap((network) => Array.from({ length: 126 }, (_, n) => `${network}.${129 + n}`));
  return all.filter((_, n) => n % lane.of === lane.index);
}
