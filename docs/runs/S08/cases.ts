import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessTable, blocklist, clients, domains, listed, server } from '../../../site/widgets/restrictions/world.ts';

/**
 * Writes into the folder that is given: the zones and the configuration for a real Postfix with one smtpd a list of restrictions, and
 * the cases to be tried (`cases.json`). docs/runs/S08/run.sh starts it.
 */
const folder = process.argv[2];
if (!folder) throw new Error('cases.ts: expected the folder to write to, found none.');

type Lists = Partial<Record<'client' | 'helo' | 'sender' | 'relay' | 'recipient', string>>;
const debian = 'permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination';
const strict = 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination';
const table = 'texthash:/etc/postfix/access';
/** Every list of restrictions that is tried. */
const lists: Record<string, Lists> = {
  debian: { relay: debian },
  strict: { relay: strict },
  'open-by-permit': { relay: 'permit' },
  'only-recipient': { relay: '', recipient: strict },
  'order-wrong': { relay: strict, recipient: `permit_mynetworks, reject_unauth_destination, permit, reject_rbl_client ${blocklist}` },
  blocklist: { relay: strict, recipient: `reject_rbl_client ${blocklist}` },
  'blocklist-client': { relay: strict, client: `permit_mynetworks, permit_sasl_authenticated, reject_rbl_client ${blocklist}` },
  reverse: { relay: strict, client: 'permit_mynetworks, reject_unknown_reverse_client_hostname' },
  'client-name': { relay: strict, client: 'reject_unknown_client_hostname' },
  helo: { relay: strict, helo: 'permit_mynetworks, reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname' },
  'helo-unknown': { relay: strict, helo: 'reject_unknown_helo_hostname' },
  'sender-domain': { relay: strict, sender: 'reject_non_fqdn_sender, reject_unknown_sender_domain' },
  'recipient-domain': {
    relay: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
    recipient: 'reject_non_fqdn_recipient, reject_unknown_recipient_domain',
  },
  'login-mismatch': { relay: strict, sender: 'reject_sender_login_mismatch' },
  'login-authenticated': { relay: strict, sender: 'reject_authenticated_sender_login_mismatch' },
  submission: { relay: 'permit_sasl_authenticated, reject' },
  'access-sender': { relay: strict, sender: `check_sender_access ${table}` },
  'access-recipient-before': { relay: '', recipient: `check_sender_access ${table}, permit_mynetworks, reject_unauth_destination` },
  'access-recipient-after': { relay: '', recipient: `permit_mynetworks, reject_unauth_destination, check_sender_access ${table}` },
  'access-client': { relay: strict, client: `check_client_access ${table}, reject_unknown_client_hostname` },
  'access-helo': { relay: strict, helo: `check_helo_access ${table}` },
  'access-rcpt': { relay: strict, recipient: `check_recipient_access ${table}, permit` },
  unlisted: { relay: strict, recipient: 'permit_mynetworks, reject_unlisted_recipient, permit' },
  'permit-auth': { relay: 'permit_auth_destination, reject' },
  defer: { relay: strict, recipient: 'permit_mynetworks, defer' },
  'reject-client': { relay: strict, client: 'permit_mynetworks, permit_sasl_authenticated, reject' },
  'reject-helo': { relay: strict, helo: 'permit_mynetworks, reject' },
  'reject-sender': { relay: strict, sender: 'permit_sasl_authenticated, reject' },
  warn: { relay: strict, recipient: `warn_if_reject reject_rbl_client ${blocklist}, permit` },
  'no-safety': { relay: '', recipient: 'permit_mynetworks' },
  misspelt: { relay: strict, recipient: 'permit_mynetwork, permit' },
  'sender-then-relay': { relay: strict, sender: 'reject_unknown_sender_domain', recipient: 'reject_unknown_reverse_client_hostname' },
  'plain-order': { relay: `${strict}`, recipient: `reject_unauth_destination, check_recipient_access ${table}, reject_unlisted_recipient` },
};

interface Mail {
  client: string;
  user: string;
  helo: string;
  sender: string;
  recipient: string;
}
const mail = (client: string, sender: string, recipient: string, helo = '', user = ''): Mail => ({
  client,
  user,
  helo: helo || 'mx.haibo.example',
  sender,
  recipient,
});
const mails: Mail[] = [
  mail('partner', 'wang@haibo.example', 'lin@k3f9.test'),
  mail('partner', 'wang@haibo.example', 'nobody@k3f9.test'),
  mail('partner', 'wang@haibo.example', 'postmaster@k3f9.test'),
  mail('partner', 'wang@haibo.example', 'anyone@branch.k3f9.test'),
  mail('partner', 'wang@haibo.example', 'someone@isp.example'),
  mail('partner', '', 'lin@k3f9.test'),
  mail('partner', 'x@spam.haibo.example', 'lin@k3f9.test'),
  mail('partner', 'news@isp.example', 'lin@k3f9.test'),
  mail('partner', 'x@ghost.example', 'lin@k3f9.test'),
  mail('partner', 'x@broken.example', 'lin@k3f9.test'),
  mail('partner', 'x@null.example', 'lin@k3f9.test'),
  mail('partner', 'lin@k3f9.test', 'lin@k3f9.test'),
  mail('partner', 'sales@k3f9.test', 'chenjie@k3f9.test'),
  mail('partner', 'wang', 'lin@k3f9.test'),
  mail('laptop', 'lin@k3f9.test', 'wang@haibo.example', 'laptop'),
  mail('laptop', 'lin@k3f9.test', 'wang@haibo.example', 'laptop', 'lin@k3f9.test'),
  mail('laptop', 'chenjie@k3f9.test', 'wang@haibo.example', 'laptop', 'lin@k3f9.test'),
  mail('laptop', 'sales@k3f9.test', 'wang@haibo.example', '[192.0.2.50]', 'lin@k3f9.test'),
  mail('laptop', 'lin@k3f9.test', 'chenjie@k3f9.test', 'laptop', 'lin@k3f9.test'),
  mail('laptop', 'lin@k3f9.test', 'x@ghost.example', 'laptop', 'lin@k3f9.test'),
  mail('laptop', 'lin@k3f9.test', 'x@null.example', 'laptop', 'lin@k3f9.test'),
  mail('laptop', 'wang@haibo.example', 'wang@haibo.example', 'laptop', 'lin@k3f9.test'),
  mail('printer', 'scan@k3f9.test', 'wang@haibo.example', 'printer'),
  mail('printer', 'scan@k3f9.test', 'lin@k3f9.test', 'printer'),
  mail('printer', 'scan@k3f9.test', 'nobody@k3f9.test', 'printer'),
  mail('printer', 'x@ghost.example', 'x@broken.example', 'bad_name!'),
  mail('nameless', 'x@isp.example', 'lin@k3f9.test', 'ghost.example'),
  mail('nameless', 'x@isp.example', 'someone@haibo.example', 'ghost.example'),
  mail('nameless', 'x@isp.example', 'nobody@k3f9.test', 'broken.example'),
  mail('nameless', 'x@broken.example', 'someone@haibo.example', 'ghost.example'),
  mail('pretender', 'lin@k3f9.test', 'lin@k3f9.test', 'mail.k3f9.test'),
  mail('pretender', 'x@haibo.example', 'lin@k3f9.test', 'bad_name!'),
  mail('unclear', 'wang@haibo.example', 'lin@k3f9.test', 'broken.example'),
  mail('unclear', 'x@broken.example', 'nobody@k3f9.test', 'isp.example'),
  mail('unclear', 'wang@haibo.example', 'someone@isp.example', 'haibo.example'),
];

const ids = Object.keys(lists);
const port = (id: string) => 10000 + ids.indexOf(id);
writeFileSync(join(folder, 'cases.json'), JSON.stringify({ lists, mails, ports: Object.fromEntries(ids.map((id) => [id, port(id)])), clients }, null, 1));
const service = (id: string): string =>
  [
    `127.0.0.1:${port(id)} inet n - n - - smtpd`,
    ...(['client', 'helo', 'sender', 'relay', 'recipient'] as const).flatMap((name) => {
      const list = lists[id]?.[name];
      return list === undefined ? [] : [`  -o { smtpd_${name}_restrictions = ${list} }`];
    }),
  ].join('\n');
writeFileSync(join(folder, 'master.cf'), `\n${ids.map(service).join('\n')}\n`);
writeFileSync(join(folder, 'access'), `${accessTable}\n`);
writeFileSync(
  join(folder, 'main.cf'),
  `compatibility_level = 3.9
myhostname = ${server.myhostname}
myorigin = ${server.mailboxDomain}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = /var/log/mail.log
mynetworks = ${server.mynetworks.join(' ')}
virtual_mailbox_domains = ${server.mailboxDomain}
virtual_mailbox_maps = inline:{ ${server.mailboxes.map((m) => `{${m} = ok}`).join(' ')} }
virtual_alias_maps = inline:{ ${Object.entries(server.aliases)
    .map(([from, to]) => `{${from} = ${to}}`)
    .join(' ')} }
relay_domains = ${server.relayDomain}
relay_recipient_maps =
smtpd_sender_login_maps = inline:{ ${Object.entries(server.owners)
    .map(([address, owner]) => `{${address} = ${owner}}`)
    .join(' ')} }
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_security_level = none
smtpd_tls_auth_only = no
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_client_connection_count_limit = 0
default_process_limit = 20
`,
);
const soa = '@ SOA ns.k3f9.test. hostmaster.k3f9.test. 1 7200 3600 1209600 60\n@ NS ns.k3f9.test.\n';
const zone = ['$TTL 60', soa, 'ns.k3f9.test. A 127.0.0.1'];
for (const [name, kind] of Object.entries(domains)) {
  if (kind === 'mail') zone.push(`${name}. MX 10 mx.haibo.example.`);
  if (kind === 'null-mx') zone.push(`${name}. MX 0 .`);
  if (kind === 'address') zone.push(`${name}. A ${clients.find((c) => c.confirmed && c.ptr === name)?.ip ?? '192.0.2.10'}`);
}
for (const client of clients)
  if (client.ptr && client.ptr !== 'servfail') zone.push(`${client.ip.split('.').reverse().join('.')}.in-addr.arpa. PTR ${client.ptr}.`);
for (const ip of listed) {
  const name = `${ip.split('.').reverse().join('.')}.${blocklist}.`;
  zone.push(`${name} A 127.0.0.2`, `${name} TXT "listed"`);
}
writeFileSync(join(folder, 'root.zone'), `${zone.join('\n')}\n`);
const dead = [
  ...Object.keys(domains).filter((name) => domains[name] === 'servfail'),
  ...clients.filter((c) => c.ptr === 'servfail').map((c) => `${c.ip.split('.').reverse().join('.')}.in-addr.arpa`),
];
writeFileSync(
  join(folder, 'named.conf'),
  `options { directory "/run"; listen-on { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; empty-zones-enable no; check-names primary ignore; pid-file "/run/named.pid"; session-keyfile "/run/session.key"; };
zone "." { type primary; file "${'/srv/s08/root.zone'}"; };
${dead.map((name) => `zone "${name}" { type primary; file "/srv/s08/absent"; };`).join('\n')}
`,
);
writeFileSync(join(folder, 'users'), `${server.users.map((u) => `${u}:{PLAIN}harbour-lamp-27::::::`).join('\n')}\n`);
