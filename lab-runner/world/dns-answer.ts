import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, RECURSION_AVAILABLE, RECURSION_DESIRED, TRUNCATED_RESPONSE } from 'dns-packet';
import { canonical, type DnsRecord } from './dns-records.ts';
import { type DnsView, parent } from './dns-view.ts';

const rcode = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
const opcodeMask = 0x7800;
const ourUdpLimit = 1232;

/**
 * Answers one query for one sandbox. Total: any bytes give a reply, or null when they are not even a query.
 * @param view null when the asker belongs to no sandbox: REFUSED
 * @param limit `udp`: 512 bytes or the asker's EDNS size, at most 1232, else truncated (RFC 6891, RFC 9715); `tcp`: whole
 */
export function answerQuery(query: Buffer, view: DnsView | null, limit: 'udp' | 'tcp'): Buffer | null {
  let packet: Packet & { flags?: number };
  try {
    packet = decode(query);
  } catch {
    return query.length >= 12 && ((query[2] as number) & 0x80) === 0 ? formError(query) : null;
  }
  const asked = packet.flags ?? 0;
  if (packet.type !== 'query') return null;
  const opt = packet.additionals?.find((a) => a.type === 'OPT');
  const question = packet.questions?.[0];
  const reply: Packet & { flags: number } = {
    type: 'response',
    id: packet.id,
    flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | (asked & RECURSION_DESIRED),
    questions: packet.questions ?? [],
    answers: [],
    authorities: [],
    additionals: opt ? [{ type: 'OPT', name: '.', udpPayloadSize: ourUdpLimit, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] }] : [],
  };
  if ((asked & opcodeMask) !== 0) reply.flags |= rcode.NOTIMP;
  else if (!question || packet.questions?.length !== 1) reply.flags |= rcode.FORMERR;
  else if (!view || (question.class ?? 'IN') !== 'IN' || question.type === 'AXFR' || question.type === 'IXFR') reply.flags |= rcode.REFUSED;
  else {
    const found = lookUp(view, canonical(question.name), question.type);
    reply.flags |= found.rcode;
    reply.answers = found.answers.map((a) => ({ ...a, name: canonical(a.name) === canonical(question.name) ? question.name : a.name }) as Answer);
    reply.authorities = found.authority;
  }
  const bytes = encode(reply);
  const allowed = limit === 'tcp' ? 65_535 : Math.min(ourUdpLimit, Math.max(512, opt?.type === 'OPT' ? opt.udpPayloadSize : 512));
  return bytes.length <= allowed ? bytes : encode({ ...reply, flags: reply.flags | TRUNCATED_RESPONSE, answers: [], authorities: [] });
}

/** RFC 1034 §4.3.2 on one view: CNAMEs are followed, wildcards matched, absent names told from absent types. */
export function lookUp(view: DnsView, name: string, type: string): { rcode: number; answers: DnsRecord[]; authority: DnsRecord[] } {
  const answers: DnsRecord[] = [];
  let at = name;
  // Eight links are more than any sane chain; a loop ends here.
  for (let hop = 0; hop < 8; hop++) {
    const here = recordsAt(view, at);
    if (!here) return { rcode: rcode.NXDOMAIN, answers, authority: [startOfAuthority(view, at)] };
    const matching = type === 'ANY' ? here : here.filter((r) => r.type === type);
    if (matching.length > 0) return { rcode: rcode.NOERROR, answers: [...answers, ...matching], authority: [] };
    const alias = here.find((r) => r.type === 'CNAME');
    if (!alias || typeof alias.data !== 'string') return { rcode: rcode.NOERROR, answers, authority: [startOfAuthority(view, at)] };
    answers.push(alias);
    at = canonical(alias.data);
  }
  return { rcode: rcode.NOERROR, answers, authority: [] };
}

function recordsAt(view: DnsView, name: string): readonly DnsRecord[] | null {
  const exact = view.records.get(name);
  if (exact) return exact;
  if (view.exists(name)) return [];
  // RFC 4592: the wildcard is the one right below the closest name that exists.
  for (let rest = parent(name); ; rest = parent(rest)) {
    if (view.exists(rest)) return view.records.get(rest ? `*.${rest}` : '*')?.map((r) => ({ ...r, name }) as DnsRecord) ?? null;
    if (!rest) return null;
  }
}

function startOfAuthority(view: DnsView, name: string): DnsRecord {
  for (let rest = name; rest; rest = parent(rest)) {
    const found = view.zones.get(rest);
    if (found) return found;
  }
  return view.zones.get('') as DnsRecord;
}

function formError(query: Buffer): Buffer {
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8000 | rcode.FORMERR, 2);
  return head;
}
