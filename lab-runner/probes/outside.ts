import type { OutsideProbe, ReceivedMessage } from '../contract/check.ts';
import type { WorldMessage } from '../contract/world.ts';
import { badCheck, type Network } from './network.ts';

export class Outside implements OutsideProbe {
  readonly #network: Network;
  readonly #messages: () => Promise<WorldMessage[]>;

  constructor(network: Network, messages: () => Promise<WorldMessage[]>) {
    this.#network = network;
    this.#messages = messages;
  }

  async received(filter: { persona?: string; containing?: string } = {}): Promise<ReceivedMessage[]> {
    if (filter.persona) this.address(filter.persona);
    const all = await this.#messages();
    const recorder = this.#network.begin('outside', filter.persona ?? 'the Internet', 'learner');
    const found = all
      .filter((message) => !filter.persona || message.persona === filter.persona)
      .map((message) => ({ message, raw: Buffer.from(message.raw, 'base64') }))
      .filter(({ message, raw }) => message.rcptTo.length > 0 && (!filter.containing || raw.includes(filter.containing, 0, 'utf8')));
    const containing = filter.containing ?? '';
    recorder.note({
      en: `${found.length} ${found.length === 1 ? 'message' : 'messages'}${containing && ` containing "${containing}"`} arrived`,
      'zh-cn': `收到 ${found.length} 封${containing && `含有“${containing}”的`}邮件`,
    });
    return found.map(({ message, raw }) => {
      const head = `${message.at} ${message.persona}: MAIL FROM:<${message.mailFrom}> RCPT TO:${message.rcptTo.map((to) => `<${to}>`).join(',')}`;
      const helo = `${message.usedHelo ? 'HELO' : 'EHLO'} ${message.helo}`;
      const line = recorder.note({
        en: `${head} from ${message.remoteAddress} (${helo}), ${message.tls || 'clear text'}, ${raw.length} bytes`,
        'zh-cn': `${head}，来自 ${message.remoteAddress}（${helo}），${message.tls || '明文'}，${raw.length} 字节`,
      });
      return {
        id: idOf(message),
        persona: message.persona,
        at: new Date(message.at),
        connection: message.connection,
        remoteAddress: message.remoteAddress,
        helo: message.helo,
        usedHelo: message.usedHelo,
        tls: message.tls,
        mailFrom: message.mailFrom,
        rcptTo: message.rcptTo,
        raw,
        decide: () => line.decide(),
      };
    });
  }

  /** World's dialogue of that transaction goes into the evidence. */
  async dialogue(message: ReceivedMessage): Promise<void> {
    const kept = (await this.#messages()).find((candidate) => idOf(candidate) === message.id);
    if (!kept) throw badCheck('a message that ctx.outside.received returned', message.id);
    this.#network.copy({ protocol: 'outside', from: kept.remoteAddress, to: kept.persona, lines: kept.lines });
  }

  address(persona: string): string {
    return this.partner(persona).address;
  }

  partner(persona: string): { domain: string; mx: string; address: string } {
    const found = this.#network.sandbox.personas.find((p) => p.name === persona);
    if (!found) throw badCheck(`a partner of this lab (${this.#network.sandbox.personas.map((p) => p.name).join(', ') || 'it has none'})`, persona);
    return { domain: found.domain, mx: found.mx, address: found.address };
  }

  neighbour(): string {
    return firstOfSubnet((this.#network.sandbox.hosts[0] as { address: string }).address);
  }

  neighbour6(): string {
    const { hosts, parameters } = this.#network.sandbox;
    const address = parameters[`ip6:${hosts[0]?.name}`];
    if (!address) throw badCheck('a neighbour over IPv6 in a lab whose first host has it', hosts[0]?.name ?? '');
    return address.replace(/::.*/, '::1');
  }
}

/** The first address of a host's /28: the gateway's, which is world. */
function firstOfSubnet(address: string): string {
  const parts = address.split('.').map(Number);
  return [...parts.slice(0, 3), ((parts[3] as number) & 0xf0) + 1].join('.');
}

function idOf(message: WorldMessage): string {
  return `${message.epoch}-${message.seq}`;
}
