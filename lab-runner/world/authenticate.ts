import type { SPFResult } from 'mailauth';
import { dnsError, inNodesManner } from '../contract/node-dns.ts';
import { spfIdentity } from '../contract/spf.ts';
import { type DmarcOutcome, judgeDmarc } from './dmarc.ts';
import { rcode } from './dns-answer.ts';
import { canonical } from './dns-records.ts';
import type { Answerer } from './dns-wire.ts';
import type { MessageFacts } from './strict.ts';
import { reverseName } from './subnet.ts';

/** Resolves as `dns.promises.resolve(name, type)` does; rejects with its errors. */
export type Resolve = (name: string, type: string) => Promise<unknown[]>;

/** A partner's questions to the sandbox's resolver: answered anew each time, so that a mended record counts at once, and not among those of the learner's hosts. */
export function resolveWith(answer: Answerer): Resolve {
  return async (name, type) => {
    const found = await answer({ name: canonical(name), type: type.toUpperCase(), recursive: true });
    if (!found) throw dnsError('ETIMEOUT', name);
    if (found.rcode === rcode.NXDOMAIN) throw dnsError('ENOTFOUND', name);
    if (found.rcode !== rcode.NOERROR) throw dnsError('ESERVFAIL', name);
    const values = found.answers.filter((r) => r.type === type.toUpperCase()).map((r) => inNodesManner(r as { type: string; data?: unknown }));
    if (values.length === 0) throw dnsError('ENODATA', name);
    return values;
  };
}

/** Nothing there is an answer; anything else that goes wrong is not. */
async function orNone(work: Promise<unknown[]>): Promise<unknown[]> {
  try {
    return await work;
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw error;
  }
}

/** Names of an address that lead back to it (FCrDNS, RFC 8601 §3 "iprev"); null when the DNS could not say. */
export async function confirmedNames(address: string, resolve: Resolve): Promise<string[] | null> {
  try {
    const names = (await orNone(resolve(reverseName(address), 'PTR'))).map(String);
    const confirmed: string[] = [];
    for (const name of names.slice(0, 10)) if ((await orNone(resolve(name, 'A'))).includes(address)) confirmed.push(name);
    return confirmed;
  } catch {
    return null;
  }
}

export interface Sender {
  ip: string;
  helo: string;
  mailFrom: string;
}

type Proofs = Pick<MessageFacts, 'fromFields' | 'fromDomains' | 'spf' | 'dkim' | 'dmarc' | 'listUnsubscribe' | 'listUnsubscribePost'> & {
  bulkByWords: boolean;
};

/** Signatures that are verified; a message with more of them has none: world works for others, too. */
const mostSignatures = 10;

/** SPF, DKIM (mailauth) and DMARC of a message, and what its header says of lists. */
export async function authenticate(raw: Buffer, sender: Sender, mta: string, resolve: Resolve): Promise<Proofs> {
  // Loaded when the first strict partner gets its first message: no other sandbox pays for it.
  const { spf: checkSpf } = await import('mailauth/lib/spf/index.js');
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const asked = resolve as (name: string, type: string) => Promise<string[][] | string[]>;
  const spf = (await checkSpf({ ...spfIdentity(sender), mta, resolver: asked })) as SPFResult;
  const fields = headerFields(raw);
  const many = fields.filter((f) => f.name === 'dkim-signature').length > mostSignatures;
  const looked = many ? Buffer.from(raw.toString('latin1').replace(/^dkim-signature[ \t]*:/gim, 'X-Not-Looked-At:'), 'latin1') : raw;
  const verified = (await dkimVerify(looked, { resolver: asked } as Parameters<typeof dkimVerify>[1])) as unknown as {
    headerFrom?: string[];
    results?: { signingDomain?: string; status: { result: string }; signingHeaders?: { keys?: string } }[];
  };
  const dkim = (verified.results ?? [])
    .filter((r) => r.signingDomain)
    .map((r) => ({
      result: r.status.result,
      domain: (r.signingDomain as string).toLowerCase(),
      signed: (r.signingHeaders?.keys ?? '')
        .toLowerCase()
        .split(/[\s:;,]+/)
        .filter(Boolean),
    }));
  const value = (name: string) => fields.find((f) => f.name === name)?.value ?? '';
  const fromDomains = (verified.headerFrom ?? []).map((a) => a.slice(a.lastIndexOf('@') + 1).toLowerCase()).filter(Boolean);
  return {
    fromFields: fields.filter((f) => f.name === 'from').length,
    fromDomains,
    spf: spf.status.result,
    dkim,
    dmarc: fromDomains[0] ? await dmarcOf(fromDomains[0], spf, dkim, resolve) : { result: 'none', policy: 'none', at: '' },
    bulkByWords: fields.some((f) => f.name === 'list-id' || (f.name === 'precedence' && /^\s*(bulk|list)\s*$/i.test(f.value))),
    listUnsubscribe: value('list-unsubscribe'),
    listUnsubscribePost: value('list-unsubscribe-post'),
  };
}

async function dmarcOf(from: string, spf: SPFResult, dkim: MessageFacts['dkim'], resolve: Resolve): Promise<DmarcOutcome | null> {
  try {
    return await judgeDmarc(
      from,
      { spf: spf.status.result === 'pass' ? spf.domain : null, dkim: dkim.filter((d) => d.result === 'pass').map((d) => d.domain) },
      {
        txt: async (name) => (await orNone(resolve(name, 'TXT'))).map((strings) => [strings].flat().join('')),
        exists: async (name) => {
          for (const type of ['MX', 'A', 'AAAA']) if ((await orNone(resolve(name, type))).length > 0) return true;
          return false;
        },
      },
    );
  } catch {
    return null;
  }
}

/** Header fields, unfolded, names in lower case. */
function headerFields(raw: Buffer): { name: string; value: string }[] {
  const end = raw.indexOf('\r\n\r\n');
  return raw
    .subarray(0, end < 0 ? raw.length : end)
    .toString('latin1')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line) => ({ name: line.slice(0, line.indexOf(':')).trim().toLowerCase(), value: line.slice(line.indexOf(':') + 1) }));
}
