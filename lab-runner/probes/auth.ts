import type { DMARCResult, SPFResult } from 'mailauth';
import {
  type AuthProbe,
  type DkimVerdict,
  type DmarcVerdict,
  type MailVerdict,
  ProbeFailure,
  type ReceivedMessage,
  type SpfVerdict,
} from '../contract/check.ts';
import { dnsError, inNodesManner } from '../contract/node-dns.ts';
import { spfIdentity } from '../contract/spf.ts';
import { internetAddresses } from '../contract/topology.ts';
import type { Recorder } from './dialogue.ts';
import type { Dns } from './dns.ts';
import { rcodeName } from './dns-text.ts';
import type { Network } from './network.ts';

/** The name under which a verdict is given, as in an Authentication-Results field. */
const verifier = 'mx.strict.internet.test';

/** One dialogue with the DNS, and a resolver in Node's manner for mailauth. */
interface Asking {
  recorder: Recorder;
  resolver: (name: string, type: string) => Promise<string[][] | string[]>;
  /** Rethrows what was our own fault, since mailauth takes every error for the DNS's. */
  settle(): void;
}

/** SPF, DKIM and DMARC as a strict receiver judges them, with mailauth and the pocket Internet's DNS. */
export class MailAuth implements AuthProbe {
  readonly #network: Network;
  readonly #dns: Dns;

  constructor(network: Network, dns: Dns) {
    this.#network = network;
    this.#dns = dns;
  }

  async spf(options: { ip: string; helo: string; mailFrom: string }): Promise<SpfVerdict> {
    // Loaded when first needed: most checks do without it.
    const { spf } = await import('mailauth/lib/spf/index.js');
    const asking = this.#asking();
    const found = (await spf({ ...spfIdentity(options), resolver: asking.resolver, mta: verifier })) as SPFResult;
    asking.settle();
    return spfVerdict(found, asking.recorder, options.ip);
  }

  async message(options: { raw: Buffer | string; ip: string; helo: string; mailFrom: string }): Promise<MailVerdict> {
    const { authenticate } = await import('mailauth');
    const asking = this.#asking();
    const found = await authenticate(options.raw, { ...spfIdentity(options), resolver: asking.resolver, mta: verifier, disableArc: true, disableBimi: true });
    asking.settle();
    const spf = spfVerdict(found.spf as SPFResult, asking.recorder, options.ip);
    const fields = signatureFields(options.raw);
    const dkim = ((found.dkim?.results ?? []) as unknown as RawDkim[]).filter((r) => r.signingDomain).map((r) => dkimVerdict(r, fields));
    const dmarc = dmarcVerdict(found.dmarc as DMARCResult | undefined);
    for (const d of dkim)
      asking.recorder.received(`dkim=${d.result}${d.comment ? ` (${d.comment})` : ''} header.d=${d.domain} header.s=${d.selector} header.a=${d.algorithm}`);
    if (dkim.length === 0) asking.recorder.received('dkim=none');
    const line = asking.recorder.received(`dmarc=${dmarc.result}${dmarc.policy ? ` p=${dmarc.policy}` : ''}`);
    return { spf, dkim, dmarc, decide: () => line.decide() };
  }

  received(message: ReceivedMessage): Promise<MailVerdict> {
    return this.message({ raw: message.raw, ip: message.remoteAddress, helo: message.helo, mailFrom: message.mailFrom });
  }

  #asking(): Asking {
    const recorder = this.#network.begin('dns', `${internetAddresses.resolver}:53`, verifier);
    let ours: unknown = null;
    return {
      recorder,
      resolver: async (name, type) => {
        try {
          const packet = await this.#dns.ask(recorder, { server: internetAddresses.resolver, name, type });
          const rcode = rcodeName(packet);
          const values = (packet.answers ?? []).filter((r) => r.type === type.toUpperCase()).map((r) => inNodesManner(r));
          recorder.received(`${rcode}${values.length > 0 ? ` ${JSON.stringify(values)}` : ''}`);
          if (rcode === 'NXDOMAIN') throw dnsError('ENOTFOUND', name);
          if (rcode !== 'NOERROR') throw dnsError(rcode === 'REFUSED' ? 'EREFUSED' : 'ESERVFAIL', name);
          if (values.length === 0) throw dnsError('ENODATA', name);
          return values as string[];
        } catch (error) {
          if (error instanceof ProbeFailure) throw dnsError('ETIMEOUT', name);
          if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('E'))) ours ??= error;
          throw error;
        }
      },
      settle: () => {
        if (ours) throw ours;
      },
    };
  }
}

function spfVerdict(found: SPFResult, recorder: Recorder, ip: string): SpfVerdict {
  const result = found.status.result as SpfVerdict['result'];
  const comment = found.status.comment ?? '';
  const line = recorder.received(
    `spf=${result} ip=${ip} domain=${found.domain}${found.lookups ? `, ${found.lookups.count} lookups, ${found.lookups.void} void` : ''}`,
  );
  return {
    result,
    domain: found.domain,
    record: found.rr ?? '',
    lookups: found.lookups?.count ?? 0,
    voidLookups: found.lookups?.void ?? 0,
    comment,
    decide: () => line.decide(),
  };
}

/** What mailauth gives a signature; its own types leave the half of it out. */
interface RawDkim {
  signingDomain: string;
  selector?: string;
  algo?: string;
  signature?: string;
  status: { result: string; comment?: string };
  modulusLength?: number;
  publicKey?: string;
}

function dkimVerdict(raw: RawDkim, fields: readonly Map<string, string>[]): DkimVerdict {
  const algorithm = raw.algo ?? '';
  // The field as it stands: mailauth's list of signed headers leaves out those that are signed as absent.
  const tags = fields.find((field) => field.get('b') === raw.signature?.replace(/\s+/g, ''));
  return {
    result: raw.status.result,
    comment: raw.status.comment ?? '',
    domain: raw.signingDomain.toLowerCase(),
    selector: raw.selector ?? '',
    algorithm,
    keyBits: raw.publicKey ? (algorithm.startsWith('ed25519') ? 256 : (raw.modulusLength ?? 0)) : 0,
    signedHeaders: (tags?.get('h') ?? '').toLowerCase().split(':').filter(Boolean),
    partialBody: tags?.has('l') ?? false,
  };
}

/** Tags of every DKIM-Signature field (RFC 6376 §3.2), white space taken out. */
export function signatureFields(raw: Buffer | string): Map<string, string>[] {
  const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return lines
    .filter((line) => /^dkim-signature\s*:/i.test(line))
    .map(
      (line) =>
        new Map(
          line
            .slice(line.indexOf(':') + 1)
            .split(';')
            .map((tag): [string, string] => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '')]),
        ),
    );
}

function dmarcVerdict(found: DMARCResult | undefined): DmarcVerdict {
  const aligned = found?.alignment as { spf?: { result?: string }; dkim?: { result?: string } } | undefined;
  return {
    result: (found?.status.result as DmarcVerdict['result'] | undefined) ?? 'none',
    policy: found?.policy ?? '',
    record: (found as { rr?: string } | undefined)?.rr ?? '',
    spfAligned: aligned?.spf?.result || '',
    dkimAligned: aligned?.dkim?.result || '',
  };
}
