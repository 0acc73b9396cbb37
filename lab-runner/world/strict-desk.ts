import type { AnyText } from '../contract/text.ts';
import { authenticate, confirmedNames, type Resolve, type Sender } from './authenticate.ts';
import type { Refusal } from './behaviour.ts';
import { bulkFrom, bulkSpan, judgeClient, judgeMessage, judgeTls } from './strict.ts';

/** From domains that are counted; when there are more, counting begins anew. */
const mostCounted = 1_000;

/** What a strict partner asks of everybody, at each stage of the dialogue. */
export class StrictDesk {
  readonly #domain: string;
  readonly #mx: string;
  readonly #resolve: Resolve;
  readonly #now: () => number;
  /** From domain → times of its messages in the last hour, no more than count. */
  readonly #sent = new Map<string, number[]>();

  constructor(options: { domain: string; mx: string; resolve: Resolve; now?: () => number }) {
    this.#domain = options.domain;
    this.#mx = options.mx;
    this.#resolve = options.resolve;
    this.#now = options.now ?? Date.now;
  }

  mail(tls: boolean): Refusal | null {
    return judgeTls({ tls });
  }

  async client(address: string, tls: boolean): Promise<Refusal | null> {
    return judgeClient({ address, tls, names: await confirmedNames(address, this.#resolve) });
  }

  /** @returns the refusal, or where the message goes besides the inbox */
  async message(raw: Buffer, sender: Sender): Promise<{ refusal: Refusal | null; junk: AnyText | null }> {
    const proofs = await authenticate(raw, sender, this.#mx, this.#resolve);
    const bulk = proofs.bulkByWords || this.#count(proofs.fromDomains[0] ?? '') >= bulkFrom;
    const refusal = judgeMessage({ ...proofs, bulk, rules: `https://${this.#domain}/senders` });
    const toJunk = !refusal && proofs.dmarc?.result === 'fail' && proofs.dmarc.policy === 'quarantine';
    return {
      refusal,
      junk: toJunk ? { en: 'put into Junk: DMARC fails, and the domain asks for quarantine', 'zh-cn': '放入垃圾箱：DMARC 未通过，而该域要求隔离' } : null,
    };
  }

  #count(domain: string): number {
    const now = this.#now();
    const times = [...(this.#sent.get(domain) ?? []).filter((at) => now - at < bulkSpan), now].slice(-bulkFrom);
    if (this.#sent.size >= mostCounted) this.#sent.clear();
    this.#sent.set(domain, times);
    return times.length;
  }
}
