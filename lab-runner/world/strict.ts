import type { Refusal } from './behaviour.ts';
import type { DmarcOutcome } from './dmarc.ts';

/** Messages of one From domain within `bulkSpan` milliseconds from which its mail counts as bulk. */
export const bulkFrom = 100;
export const bulkSpan = 60 * 60_000;

/** What a strict server knows when a recipient is named. */
export interface ClientFacts {
  address: string;
  tls: boolean;
  /** Names of the address whose own addresses include it (FCrDNS); null: the DNS could not say. */
  names: readonly string[] | null;
}

/** What it knows when the message is there. */
export interface MessageFacts {
  rules: string;
  /** Domains of the From field's addresses; a message has one field with one address. */
  fromFields: number;
  fromDomains: readonly string[];
  spf: string;
  /** Of each signature: result, domain, and the header fields that it covers. */
  dkim: readonly { result: string; domain: string; signed: readonly string[] }[];
  /** Null: the DNS could not say. */
  dmarc: DmarcOutcome | null;
  /** By the message's own words (List-Id, Precedence), or by their number. */
  bulk: boolean;
  listUnsubscribe: string;
  listUnsubscribePost: string;
}

/** At MAIL: a server for which clear text is not good enough says so before it hears names (RFC 3207 §4 has the code). */
export function judgeTls(client: Pick<ClientFacts, 'tls'>): Refusal | null {
  return client.tls ? null : { code: 530, text: '5.7.0 Must issue a STARTTLS command first' };
}

/** At RCPT, when it is known that the mail would be for us: whoever has no name gets nothing in (RFC 7372 has the code). */
export function judgeClient(client: ClientFacts): Refusal | null {
  if (client.names === null) return { code: 451, text: `4.7.25 [${client.address}] The PTR record could not be looked up, try again later` };
  if (client.names.length > 0) return null;
  return {
    code: 550,
    text: `5.7.25 [${client.address}] The sending IP address has no PTR record, or the name's forward DNS entry does not match the address`,
  };
}

/** After the message: what the sender proves (RFC 7372 and RFC 9989 have the codes). Null accepts. */
export function judgeMessage(m: MessageFacts): Refusal | null {
  const [domain] = m.fromDomains;
  // What has no one author domain cannot be checked by DMARC.
  if (m.fromFields !== 1 || !domain || m.fromDomains.length !== 1)
    return { code: 550, text: '5.7.1 Messages must have exactly one From: field with one address (RFC 5322)' };
  const signed = m.dkim.some((d) => d.result === 'pass');
  const doubt = m.spf === 'temperror' || m.dkim.some((d) => d.result === 'temperror') || m.dmarc === null;
  if (!m.dmarc || (doubt && m.dmarc.result !== 'pass' && !(signed && m.dmarc.result === 'none')))
    return { code: 451, text: '4.7.24 The DNS did not answer our questions about the sender, try again later' };
  if (m.dmarc.result === 'fail' && m.dmarc.policy === 'reject')
    return { code: 550, text: `5.7.26 Unauthenticated email from ${domain} is not accepted due to the domain's DMARC policy (p=reject at ${m.dmarc.at})` };
  if (m.spf !== 'pass' && !signed)
    return { code: 550, text: `5.7.26 This message from ${domain} passes neither SPF (${m.spf}) nor DKIM (${dkimWord(m)}), see ${m.rules}` };
  if (!m.bulk) return null;
  if (m.dmarc.result !== 'pass')
    return { code: 550, text: `5.7.26 Bulk mail from ${domain} must pass DMARC (${m.dmarc.result === 'none' ? 'no record' : 'not aligned'}), see ${m.rules}` };
  if (!oneClick(m)) return { code: 550, text: `5.7.1 Bulk mail from ${domain} needs a signed one-click unsubscribe (RFC 8058), see ${m.rules}` };
  return null;
}

/** RFC 8058 §3.1 and §4: an https URI, the Post field, and both fields covered by a signature that verifies. */
function oneClick(m: MessageFacts): boolean {
  if (!/<https:\/\/[^>]+>/i.test(m.listUnsubscribe) || m.listUnsubscribePost.trim().toLowerCase() !== 'list-unsubscribe=one-click') return false;
  return m.dkim.some((d) => d.result === 'pass' && ['list-unsubscribe', 'list-unsubscribe-post'].every((field) => d.signed.includes(field)));
}

function dkimWord(m: MessageFacts): string {
  return [...new Set(m.dkim.map((d) => d.result))].join(', ') || 'no signature';
}

/** The rules as the server publishes them on its website. */
export function rulesText(domain: string): string {
  return [
    `Rules for senders to ${domain}`,
    '',
    'Everybody',
    '  * STARTTLS before MAIL; else 530 5.7.0.',
    '  * The address you send from has a PTR record whose name has that address; else 550 5.7.25.',
    '  * One From: field with one address; else 550 5.7.1.',
    '  * SPF or DKIM passes; else 550 5.7.26.',
    '  * What your domain asks for by DMARC is done: p=reject is refused with 550 5.7.26, p=quarantine goes to Junk.',
    '',
    `Bulk senders: mail with List-Id, or Precedence: bulk or list, and whoever sends ${bulkFrom} messages or more within an hour`,
    '  * DMARC passes; else 550 5.7.26.',
    '  * List-Unsubscribe with an https address and List-Unsubscribe-Post: List-Unsubscribe=One-Click (RFC 8058), both signed by DKIM; else 550 5.7.1.',
    '',
    'When the DNS does not answer our questions we say 451 and wait for you to come again.',
    '',
  ].join('\r\n');
}
