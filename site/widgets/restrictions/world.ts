/**
 * The small world in which restriction lists are tried: who connects, which domains exist, what the server knows. The same data configure
 * the real Postfix of docs/runs/S08, so that model and recording speak of one world.
 */
export interface Client {
  id: string;
  ip: string;
  /** The name in its PTR record; '' for none, 'servfail' when the reverse zone does not answer. */
  ptr: string;
  /** Whether that name leads back to the address. */
  confirmed: boolean;
}
export const clients: readonly Client[] = [
  { id: 'partner', ip: '192.0.2.20', ptr: 'mx.haibo.example', confirmed: true },
  { id: 'laptop', ip: '192.0.2.50', ptr: 'dyn50.isp.example', confirmed: true },
  { id: 'printer', ip: '192.0.2.99', ptr: '', confirmed: false },
  { id: 'nameless', ip: '192.0.2.66', ptr: '', confirmed: false },
  { id: 'pretender', ip: '192.0.2.67', ptr: 'mail.k3f9.test', confirmed: false },
  { id: 'unclear', ip: '192.0.2.68', ptr: 'servfail', confirmed: false },
];

/** What DNS says of a domain or host: `mail` has an MX or an address; what is not here does not exist. */
export const domains: Readonly<Record<string, 'mail' | 'address' | 'null-mx' | 'servfail'>> = {
  'k3f9.test': 'mail',
  'branch.k3f9.test': 'mail',
  'mail.k3f9.test': 'address',
  'haibo.example': 'mail',
  'mx.haibo.example': 'address',
  'dyn50.isp.example': 'address',
  'isp.example': 'mail',
  'null.example': 'null-mx',
  'broken.example': 'servfail',
};
/** On the blocklist `bl.example`. */
export const listed: readonly string[] = ['192.0.2.66'];
export const blocklist = 'bl.example';

export const server = {
  myhostname: 'mail.k3f9.test',
  mynetworks: ['127.0.0.0/8', '192.0.2.96/28'],
  /** Domains whose mailboxes are here. */
  mailboxDomain: 'k3f9.test',
  mailboxes: ['lin@k3f9.test', 'chenjie@k3f9.test'],
  aliases: { 'postmaster@k3f9.test': 'chenjie@k3f9.test' } as Readonly<Record<string, string>>,
  /** Taken and handed on, to whomever there: no list of recipients. */
  relayDomain: 'branch.k3f9.test',
  /** Who may use which sender address (smtpd_sender_login_maps). */
  owners: { 'lin@k3f9.test': 'lin@k3f9.test', 'chenjie@k3f9.test': 'chenjie@k3f9.test', 'sales@k3f9.test': 'lin@k3f9.test' } as Readonly<
    Record<string, string>
  >,
  users: ['lin@k3f9.test', 'chenjie@k3f9.test'],
};

/** The table `texthash:/etc/postfix/access` as the widget begins. */
export const accessTable = `haibo.example      OK
spam.haibo.example REJECT
news@isp.example   550 5.7.1 No newsletters here
192.0.2.67         REJECT Not from you
lin@k3f9.test      DUNNO
sales@             DEFER`;
