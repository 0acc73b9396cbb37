import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, RECURSION_AVAILABLE, RECURSION_DESIRED, TRUNCATED_RESPONSE } from 'dns-packet';
import { type DnsAnswer, rcode, refused, serverFailure } from './dns-answer.ts';
import { canonical } from './dns-records.ts';

const opcodeMask = 0x7800;
const ourUdpLimit = 1232;

/** Answers one question; null: never answers. `recursive`: the asker wants the whole answer, not a referral. */
export type Answerer = (question: { name: string; type: string; recursive: boolean }) => Promise<DnsAnswer | null>;

/**
 * Answers one datagram or TCP message. Total: any bytes give a reply, or null when they are not even a query or nobody answers.
 * @param answerer null when the asker belongs to no sandbox: REFUSED
 * @param limit `udp`: 512 bytes or the asker's EDNS size, at most 1232, else truncated (RFC 6891, RFC 9715); `tcp`: whole
 */
export async function answerQuery(
  query: Buffer,
  answerer: Answerer | null,
  limit: 'udp' | 'tcp',
  options: { recursionAvailable: boolean },
): Promise<Buffer | null> {
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
  const said = await answerTo(packet, asked, answerer);
  if (typeof said !== 'number' && !said) return null;
  const answer: DnsAnswer = typeof said === 'number' ? { ...refused, rcode: said } : said;
  const ask = question?.name ?? '';
  const owned = (a: Answer): Answer => (canonical(a.name) === canonical(ask) ? ({ ...a, name: ask } as Answer) : a);
  const edns: Answer[] = opt
    ? [{ type: 'OPT', name: '.', udpPayloadSize: ourUdpLimit, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] }]
    : [];
  const reply = (content: DnsAnswer): Packet & { flags: number } => ({
    type: 'response',
    id: packet.id,
    flags:
      content.rcode | (content.authoritative ? AUTHORITATIVE_ANSWER : 0) | (options.recursionAvailable ? RECURSION_AVAILABLE : 0) | (asked & RECURSION_DESIRED),
    // No more than one: a message holds thousands, whose names, written out, are longer than any message may be.
    questions: question ? [question] : [],
    answers: content.answers.map(owned),
    authorities: content.authority,
    additionals: [...content.additional, ...edns],
  });
  const full = reply(answer);
  const bytes = encoded(full) ?? encode(reply(serverFailure));
  const allowed = limit === 'tcp' ? 65_535 : Math.min(ourUdpLimit, Math.max(512, opt?.type === 'OPT' ? opt.udpPayloadSize : 512));
  return bytes.length <= allowed ? bytes : encode({ ...full, flags: full.flags | TRUNCATED_RESPONSE, answers: [], authorities: [], additionals: edns });
}

async function answerTo(packet: Packet, asked: number, answerer: Answerer | null): Promise<DnsAnswer | number | null> {
  const question = packet.questions?.[0];
  if ((asked & opcodeMask) !== 0) return rcode.NOTIMP;
  if (!question || packet.questions?.length !== 1) return rcode.FORMERR;
  if (!answerer || (question.class ?? 'IN') !== 'IN' || question.type === 'AXFR' || question.type === 'IXFR') return rcode.REFUSED;
  return answerer({ name: canonical(question.name), type: question.type, recursive: (asked & RECURSION_DESIRED) !== 0 });
}

/** Null for records of a learner's server that cannot be said again (a type that nobody knows). */
function encoded(packet: Packet): Buffer | null {
  try {
    return encode(packet);
  } catch {
    return null;
  }
}

function formError(query: Buffer): Buffer {
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8000 | rcode.FORMERR, 2);
  return head;
}
