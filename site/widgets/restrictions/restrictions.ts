import { parseIp, parseIp4, parseIp6 } from '../spf-evaluator/ip.ts';
import { clients, domains, listed, server } from './world.ts';

/** One mail, as far as it has come: the client, what it said, and one recipient. */
export interface Mail {
  client: string;
  /** Name of the login, '' for none. */
  user: string;
  helo: string;
  sender: string;
  recipient: string;
}
/** What is being judged: it decides how a refusal names its object. */
export type Subject = 'client' | 'helo' | 'sender' | 'recipient';
/** `warn` is what `warn_if_reject` makes of a refusal; `defer` waits to see whether anything refuses for good. */
export type Result = { kind: 'permit' | 'dunno' } | { kind: 'reject' | 'defer-if-permit'; reply: string };

const dunno: Result = { kind: 'dunno' };
const permit: Result = { kind: 'permit' };
const reject = (reply: string): Result => ({ kind: 'reject', reply });

export const domainOf = (address: string): string =>
  address.includes('@')
    ? address
        .slice(address.lastIndexOf('@') + 1)
        .toLowerCase()
        .replace(/\.$/, '')
    : '';
const clientOf = (mail: Mail) => clients.find((c) => c.id === mail.client) ?? (clients[0] as (typeof clients)[number]);
const within = (domain: string, parent: string) => domain === parent || domain.endsWith(`.${parent}`);
/** Postfix takes mail for it: a mailbox domain or a relay domain. An address without domain belongs to `myorigin`. */
export function authDestination(address: string): boolean {
  // A route inside the local part (`a%b@here`, `a@b@here`) may lead anywhere: allow_untrusted_routing = no.
  if (/[@%!]/.test(address.slice(0, Math.max(0, address.lastIndexOf('@'))))) return false;
  const domain = domainOf(address);
  return domain === '' || domain === server.mailboxDomain || within(domain, server.relayDomain);
}

export function inNetworks(ip: string): boolean {
  const number = (text: string) => text.split('.').reduce((n, part) => n * 256 + Number(part), 0);
  return server.mynetworks.some((net) => {
    const [base = '', bits = '32'] = net.split('/');
    const size = 2 ** (32 - Number(bits));
    return Math.floor(number(base) / size) === Math.floor(number(ip) / size);
  });
}

/** The beginning of a refusal: what is refused. */
function object(subject: Subject, mail: Mail): string {
  const client = clientOf(mail);
  return {
    client: `<${client.confirmed ? client.ptr : 'unknown'}[${client.ip}]>: Client host rejected`,
    helo: `<${mail.helo}>: Helo command rejected`,
    sender: `<${mail.sender}>: Sender address rejected`,
    recipient: `<${mail.recipient}>: Recipient address rejected`,
  }[subject];
}

/** Whether DNS has an MX or address for it; `null-mx` takes no mail. */
const dns = (domain: string): 'found' | 'none' | 'null-mx' | 'servfail' => {
  const entry = domains[domain];
  // A zone that does not answer is silent for all names in it.
  if (entry === undefined) return Object.keys(domains).some((zone) => domains[zone] === 'servfail' && domain.endsWith(`.${zone}`)) ? 'servfail' : 'none';
  return entry === 'mail' || entry === 'address' ? 'found' : entry;
};
const fqdn = (name: string) => /^[^.]+(\.[^.]+)+$/.test(name.replace(/\.$/, ''));
/** Brackets round an address; what is in them is not looked at by whoever asks for a name, but has to be one. */
const literal = (helo: string) => helo.startsWith('[');
const address = (text: string) => parseIp(text) !== null;
const goodLiteral = (helo: string) => {
  const inside = /^\[(IPv6:)?(.*)\]$/i.exec(helo);
  return inside !== null && (inside[1] ? parseIp6(inside[2] as string) !== null : parseIp4(inside[2] as string) !== null);
};
/** What Postfix takes for a host name: letters, digits, hyphen, underscore; no hyphen at the ends of a label; not all digits. One dot may end it. */
const hostname = (name: string) =>
  name
    .replace(/\.$/, '')
    .split('.')
    .every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i.test(label)) && /[^\d.]/.test(name);
/** Whether Postfix can read it as an address at all: a domain is a host name or an address in brackets, or is not there. */
export function readable(given: string): boolean {
  const domain = domainOf(given);
  return !given.includes('@') || (literal(domain) ? goodLiteral(domain) : hostname(domain));
}
/** The three restrictions on the name said at HELO agree about literals. */
const literalOr =
  (judge: (mail: Mail) => Result) =>
  (mail: Mail): Result =>
    !literal(mail.helo) ? judge(mail) : goodLiteral(mail.helo) ? dunno : reject(`501 5.5.2 ${object('helo', mail)}: invalid ip address`);

function unknownDomain(address: string, subject: 'sender' | 'recipient', mail: Mail): Result {
  const domain = domainOf(address);
  // The server's own mailboxes are not asked of the DNS; a domain that it only relays is.
  if (domain === '' || domain === server.mailboxDomain || domain.startsWith('[')) return dunno;
  const codes = subject === 'sender' ? { none: '450 4.1.8', nullMx: '550 5.7.27' } : { none: '450 4.1.2', nullMx: '556 5.1.10' };
  const found = dns(domain);
  if (found === 'found') return dunno;
  if (found === 'null-mx') return reject(`${codes.nullMx} ${object(subject, mail)}: Domain ${domain} does not accept mail (nullMX)`);
  const reply = `${codes.none} ${object(subject, mail)}: Domain not found`;
  return found === 'servfail' ? { kind: 'defer-if-permit', reply } : reject(reply);
}

function loginMismatch(mail: Mail, which: 'both' | 'authenticated' | 'unauthenticated'): Result {
  // Without a domain it is an address of `myorigin`.
  const owner = server.owners[mail.sender.includes('@') ? mail.sender.toLowerCase() : `${mail.sender.toLowerCase()}@${server.mailboxDomain}`];
  if (mail.user === '') {
    if (which === 'authenticated' || owner === undefined) return dunno;
    return reject(`553 5.7.1 ${object('sender', mail)}: not logged in`);
  }
  if (which === 'unauthenticated' || mail.sender === '' || owner === mail.user) return dunno;
  return reject(`553 5.7.1 ${object('sender', mail)}: not owned by user ${mail.user}`);
}

export function unlistedRecipient(mail: Mail): Result {
  const domain = domainOf(mail.recipient);
  const address = domain === '' ? `${mail.recipient}@${server.mailboxDomain}` : mail.recipient;
  if (domainOf(address) !== server.mailboxDomain) return dunno;
  const plain = address.toLowerCase();
  if (server.mailboxes.includes(plain) || server.aliases[plain] !== undefined) return dunno;
  return reject(`550 5.1.1 ${object('recipient', mail)}: User unknown in virtual mailbox table`);
}

/** Restrictions without an argument. The subject is the list's own, which only `reject` and `defer` speak of. */
export const plainRestrictions: Readonly<Record<string, (mail: Mail, subject: Subject) => Result>> = {
  permit: () => permit,
  reject: (mail, subject) => reject(`554 5.7.1 ${object(subject, mail)}: Access denied`),
  defer: (mail, subject) => reject(`450 4.3.2 ${object(subject, mail)}: Try again later`),
  permit_mynetworks: (mail) => (inNetworks(clientOf(mail).ip) ? permit : dunno),
  permit_sasl_authenticated: (mail) => (mail.user === '' ? dunno : permit),
  permit_auth_destination: (mail) => (authDestination(mail.recipient) ? permit : dunno),
  reject_unauth_destination: (mail) => (authDestination(mail.recipient) ? dunno : reject(`554 5.7.1 <${mail.recipient}>: Relay access denied`)),
  defer_unauth_destination: (mail) => (authDestination(mail.recipient) ? dunno : reject(`454 4.7.1 <${mail.recipient}>: Relay access denied`)),
  reject_unknown_reverse_client_hostname: (mail) => {
    const client = clientOf(mail);
    const reply = `450 4.7.1 Client host rejected: cannot find your reverse hostname, [${client.ip}]`;
    return client.ptr === '' || client.ptr === 'servfail' ? reject(reply) : dunno;
  },
  reject_unknown_client_hostname: (mail) => {
    const client = clientOf(mail);
    return client.confirmed ? dunno : reject(`450 4.7.25 Client host rejected: cannot find your hostname, [${client.ip}]`);
  },
  reject_invalid_helo_hostname: literalOr((mail) =>
    hostname(mail.helo) || address(mail.helo) ? dunno : reject(`501 5.5.2 ${object('helo', mail)}: Invalid name`),
  ),
  reject_non_fqdn_helo_hostname: literalOr((mail) =>
    hostname(mail.helo) && fqdn(mail.helo) ? dunno : reject(`504 5.5.2 ${object('helo', mail)}: need fully-qualified hostname`),
  ),
  reject_unknown_helo_hostname: literalOr((mail) => {
    const found = hostname(mail.helo) ? dns(mail.helo.toLowerCase()) : 'none';
    const reply = `450 4.7.1 ${object('helo', mail)}: Host not found`;
    if (found === 'servfail') return { kind: 'defer-if-permit', reply };
    // An MX that says "no mail here" is an MX: the name exists.
    return found === 'none' ? reject(reply) : dunno;
  }),
  reject_non_fqdn_sender: (mail) =>
    mail.sender === '' || fqdn(domainOf(mail.sender)) ? dunno : reject(`504 5.5.2 ${object('sender', mail)}: need fully-qualified address`),
  reject_non_fqdn_recipient: (mail) =>
    fqdn(domainOf(mail.recipient)) ? dunno : reject(`504 5.5.2 ${object('recipient', mail)}: need fully-qualified address`),
  reject_unknown_sender_domain: (mail) => unknownDomain(mail.sender, 'sender', mail),
  reject_unknown_recipient_domain: (mail) => unknownDomain(mail.recipient, 'recipient', mail),
  reject_sender_login_mismatch: (mail) => loginMismatch(mail, 'both'),
  reject_authenticated_sender_login_mismatch: (mail) => loginMismatch(mail, 'authenticated'),
  reject_unauthenticated_sender_login_mismatch: (mail) => loginMismatch(mail, 'unauthenticated'),
  reject_unlisted_recipient: unlistedRecipient,
};

export function rbl(mail: Mail, zone: string, known: string): Result {
  const { ip } = clientOf(mail);
  if (zone !== known || !listed.includes(ip)) return dunno;
  return reject(`554 5.7.1 Service unavailable; Client host [${ip}] blocked using ${zone}; listed`);
}

/** The keys that Postfix looks up, best first (access(5)). */
function keys(subject: Subject, mail: Mail): string[] {
  const parents = (domain: string): string[] => (domain === '' ? [] : [domain, ...parents(domain.split('.').slice(1).join('.'))]);
  if (subject === 'client') {
    const client = clientOf(mail);
    const nets = [client.ip];
    while ((nets.at(-1) as string).includes('.')) nets.push((nets.at(-1) as string).replace(/\.\d+$/, ''));
    return [...parents(client.confirmed ? client.ptr : 'unknown'), ...nets];
  }
  if (subject === 'helo') return parents(mail.helo.toLowerCase());
  const address = (subject === 'sender' ? mail.sender : mail.recipient).toLowerCase();
  if (address === '') return ['<>'];
  return [address, ...parents(domainOf(address)), `${address.split('@')[0]}@`];
}

/** check_client_access, check_helo_access, check_sender_access and check_recipient_access. */
export function access(mail: Mail, subject: Subject, table: ReadonlyMap<string, string>): Result & { key?: string } {
  const key = keys(subject, mail).find((one) => table.has(one));
  if (key === undefined) return dunno;
  const action = table.get(key) as string;
  const [word = '', ...rest] = action.split(/\s+/);
  const text = rest.join(' ');
  const verb = word.toUpperCase();
  if (verb === 'OK' || /^\d+$/.test(action)) return { ...permit, key };
  if (verb === 'DUNNO') return { ...dunno, key };
  if (verb === 'REJECT') return { ...reject(`554 ${numbered('5.7.1', object(subject, mail), text || 'Access denied')}`), key };
  if (verb === 'DEFER') return { ...reject(`450 ${numbered('4.7.1', object(subject, mail), text || 'Access denied')}`), key };
  return { ...reject(`${word} ${numbered(word.startsWith('4') ? '4.7.1' : '5.7.1', object(subject, mail), text || 'Access denied')}`), key };
}
/** A text may begin with an enhanced status code of its own. */
function numbered(status: string, what: string, text: string): string {
  const own = text.match(/^([245]\.\d{1,3}\.\d{1,3})\s+(.*)$/);
  return own ? `${own[1]} ${what}: ${own[2]}` : `${status} ${what}: ${text}`;
}
