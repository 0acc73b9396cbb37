import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import { access, type Mail, plainRestrictions, type Result, rbl, readable, type Subject, unlistedRecipient } from './restrictions.ts';
import { blocklist } from './world.ts';

/** The five lists, in the order in which they are evaluated at RCPT TO (`smtpd_delay_reject = yes`). */
export const listNames = ['client', 'helo', 'sender', 'relay', 'recipient'] as const;
export type ListName = (typeof listNames)[number];
export type Lists = Readonly<Record<ListName, string>>;
/** What Debian's Postfix has: everything empty, and the list against relaying. */
export const debianLists: Lists = {
  client: '',
  helo: '',
  sender: '',
  relay: 'permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination',
  recipient: '',
};

export interface TraceStep {
  list: ListName | 'end';
  restriction: string;
  kind: Result['kind'] | 'warned' | 'unknown' | 'not-computed';
  /** The reply of a refusal, also of one that is only noted. */
  reply?: string;
  /** The key of the access table that matched. */
  key?: string;
}
export type Outcome =
  | { kind: 'accepted' | 'refused' | 'misconfigured'; reply: string }
  | { kind: 'no-greeting' }
  /** A name that Postfix knows and this model does not compute. */
  | { kind: 'not-computed'; restriction: string };
export interface Verdict {
  outcome: Outcome;
  trace: TraceStep[];
}

/** `permit_mynetworks, check_sender_access texthash:/etc/postfix/access` → its restrictions, each with its argument. */
export function readList(text: string): string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const restrictions: string[] = [];
  for (let at = 0; at < words.length; at++) {
    let one = words[at] as string;
    if (one === 'warn_if_reject' && at + 1 < words.length) one = `${one} ${words[++at]}`;
    if (
      /(^|\s)(check_\w+_access|check_policy_service|reject_rbl_client|reject_rhsbl_\w+|permit_dnswl_client|permit_rhswl_client|sleep)$/.test(one) &&
      at + 1 < words.length
    )
      one = `${one} ${words[++at]}`;
    restrictions.push(one);
  }
  return restrictions;
}

const safeguards = ['reject_unauth_destination', 'defer_unauth_destination', 'reject', 'defer', 'defer_if_permit'];
/** Names of postconf(5), 3.10, that need more of the world than there is here: certificates, probes, policy servers, other lists of the DNS. */
const beyond =
  /^(warn_if_reject )?(check_(client|helo|sender|recipient|reverse_client_hostname)_(a|mx|ns)_access|check_(reverse_client_hostname|ccert|sasl|etrn)_access|check_policy_service|defer_if_permit|defer_if_reject|permit_(inet_interfaces|mx_backup|tls_clientcerts|tls_all_clientcerts|dnswl_client|rhswl_client)|reject_(plaintext_session|unauth_pipelining|unlisted_sender|unverified_sender|unverified_recipient|multi_recipient_bounce|known_sender_login_mismatch|rhsbl_(client|reverse_client|helo|sender|recipient))|sleep)( |$)/;
const subjects: Record<ListName, Subject> = { client: 'client', helo: 'helo', sender: 'sender', relay: 'recipient', recipient: 'recipient' };

/** Quotation marks that nothing needs are no part of an address. */
const unquoted = (address: string): string => address.replace(/^"([\w.+-]+)"@/, '$1@');

/** What Postfix 3.10 answers to RCPT TO, and why: rule by rule. Tested on the answers of a real one (docs/runs/S08/restrictions.json). */
export function evaluate(lists: Lists, given: Mail, table: ReadonlyMap<string, string>): Verdict {
  const mail: Mail = { ...given, sender: unquoted(given.sender), recipient: unquoted(given.recipient) };
  const trace: TraceStep[] = [];
  // Without one of these in the two lists smtpd does not start: it would be an open relay.
  if (![...readList(lists.relay), ...readList(lists.recipient)].some((r) => safeguards.includes(r))) return { outcome: { kind: 'no-greeting' }, trace };
  // Before any list is read: MAIL and RCPT want an address.
  if (!readable(mail.sender)) return { outcome: { kind: 'refused', reply: '501 5.1.7 Bad sender address syntax' }, trace };
  if (!readable(mail.recipient)) return { outcome: { kind: 'refused', reply: '501 5.1.3 Bad recipient address syntax' }, trace };
  // Mail for the postmaster alone, without a domain, is taken before any list is read (RFC 5321 §4.5.1).
  if (mail.recipient.toLowerCase() === 'postmaster') {
    trace.push({ list: 'end', restriction: '<postmaster>', kind: 'permit' });
    return { outcome: { kind: 'accepted', reply: '250 2.1.5 Ok' }, trace };
  }
  let waiting: string | undefined;
  const note = (reply: string) => {
    waiting ??= reply;
  };
  for (const list of listNames) {
    for (const restriction of readList(lists[list])) {
      const warns = restriction.startsWith('warn_if_reject ');
      const result = apply(warns ? restriction.slice('warn_if_reject '.length) : restriction, mail, subjects[list], table);
      if (result === null && beyond.test(restriction)) {
        trace.push({ list, restriction, kind: 'not-computed' });
        return { outcome: { kind: 'not-computed', restriction }, trace };
      }
      if (result === null) {
        trace.push({ list, restriction, kind: 'unknown' });
        return { outcome: { kind: 'misconfigured', reply: '451 4.3.5 Server configuration error' }, trace };
      }
      const refused = result.kind === 'reject' || result.kind === 'defer-if-permit';
      trace.push({
        list,
        restriction,
        kind: warns && refused ? 'warned' : result.kind,
        ...(refused && { reply: result.reply }),
        ...('key' in result && result.key !== undefined && { key: result.key }),
      });
      if (warns && refused) continue;
      if (result.kind === 'reject') return { outcome: { kind: 'refused', reply: result.reply }, trace };
      if (result.kind === 'defer-if-permit') note(result.reply);
      if (result.kind === 'permit') break;
    }
  }
  if (waiting !== undefined) return { outcome: { kind: 'refused', reply: waiting }, trace };
  const last = unlistedRecipient(mail);
  if (last.kind === 'reject') {
    trace.push({ list: 'end', restriction: 'smtpd_reject_unlisted_recipient', kind: 'reject', reply: last.reply });
    return { outcome: { kind: 'refused', reply: last.reply }, trace };
  }
  return { outcome: { kind: 'accepted', reply: '250 2.1.5 Ok' }, trace };
}

/** The result of one restriction, or null for a name that Postfix does not know. */
function apply(restriction: string, mail: Mail, subject: Subject, table: ReadonlyMap<string, string>): (Result & { key?: string }) | null {
  const [name = '', argument] = restriction.split(' ');
  const plain = plainRestrictions[name];
  if (plain) return plain(mail, subject);
  if (argument === undefined) return null;
  if (name === 'reject_rbl_client') return rbl(mail, argument, blocklist);
  const about = name.match(/^check_(client|helo|sender|recipient)_access$/)?.[1] as Subject | undefined;
  return about ? access(mail, about, table) : null;
}

/** Reads `key action` lines as `postmap` would; says what is wrong in words that teach. */
export function readTable(text: string): { table: Map<string, string>; problems: { line: number; said: LocalizedText }[] } {
  const table = new Map<string, string>();
  const problems: { line: number; said: LocalizedText }[] = [];
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [key = '', ...rest] = line.split(/\s+/);
    const action = rest.join(' ');
    const say = (en: string, zh: string) => {
      // Nobody reads thousands of complaints about a text that is no table, and no page can show them.
      if (problems.length < 20) problems.push({ line: index + 1, said: { en, 'zh-cn': zh } });
    };
    if (action === '') say(`expected “key action”, found only “${key}”.`, `应为“键 动作”，现在只有“${key}”。`);
    else if (!/^(OK|REJECT|DEFER|DUNNO)(\s|$)|^[45]\d\d\s|^[0-9]+$/i.test(action))
      say(
        `expected OK, DUNNO, REJECT, DEFER or a reply such as “550 5.7.1 text” after ${key}, found “${action}”.`,
        `${key} 之后应为 OK、DUNNO、REJECT、DEFER，或者“550 5.7.1 文字”这样的应答，现在是“${action}”。`,
      );
    else if (table.has(key.toLowerCase())) say(`${key} stands there twice; only the first counts.`, `${key} 出现了两次，只有第一个算数。`);
    else table.set(key.toLowerCase(), action);
  }
  return { table, problems };
}
