import { webNames } from '../contract/topology.ts';
import type { PersonaFacts } from './behaviour.ts';
import { rulesText } from './strict.ts';

/** What a partner's web server says to a request. */
export interface Page {
  status: number;
  type: string;
  body: string;
  location?: string;
}

type Partner = Pick<PersonaFacts, 'domain' | 'mx' | 'kind'> & { mtaSts: boolean };

/** A partner's website, by name and path: the policy for senders (RFC 8461), security.txt (RFC 9116), autoconfig for mail programs. Pure. */
export function pageOf(partner: Partner, request: { host: string; path: string; secure: boolean; now: Date }): Page {
  const host = request.host.toLowerCase().replace(/:\d+$/, '');
  const path = request.path.split('?')[0] ?? '/';
  const { domain } = partner;
  if (!webNames(domain).includes(host)) return text(421, `No website of the name "${host}" is here.`);
  // HTTP's parser lets more through than may stand in the header that leads on.
  if (!/^[\x21-\x7e]*$/.test(request.path)) return text(400, 'No such path can be.');
  if (!request.secure) return { ...text(301, 'Over HTTPS, please.'), location: `https://${host}${request.path}` };
  if (host === `mta-sts.${domain}`) return path === '/.well-known/mta-sts.txt' && partner.mtaSts ? text(200, policy(partner)) : nothing(path);
  if (host === `autoconfig.${domain}`)
    return path === '/mail/config-v1.1.xml' ? { status: 200, type: 'text/xml; charset=utf-8', body: autoconfig(domain) } : nothing(path);
  if (path === '/.well-known/security.txt') return text(200, securityText(domain, request.now));
  if (path === '/senders' && partner.kind === 'strict') return text(200, rulesText(domain));
  if (path === '/') return text(200, `${domain}\r\n`);
  return nothing(path);
}

const text = (status: number, body: string): Page => ({ status, type: 'text/plain; charset=utf-8', body: body.endsWith('\n') ? body : `${body}\r\n` });
const nothing = (path: string): Page => text(404, `Nothing is at ${path}.`);

function policy({ mx }: Partner): string {
  return ['version: STSv1', 'mode: enforce', `mx: ${mx}`, 'max_age: 604800', ''].join('\r\n');
}

function securityText(domain: string, now: Date): string {
  const expires = new Date(now.getTime() + 180 * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const lines = [
    `Contact: mailto:security@${domain}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en, zh',
    `Canonical: https://${domain}/.well-known/security.txt`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Its mail programs' servers; the pocket Internet plays none of them, since nobody of the learner's has a mailbox there. */
function autoconfig(domain: string): string {
  const server = (tag: string, type: string, port: number) =>
    `    <${tag} type="${type}">
      <hostname>${type}.${domain}</hostname>
      <port>${port}</port>
      <socketType>SSL</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </${tag}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${domain}">
    <domain>${domain}</domain>
    <displayName>${domain}</displayName>
${server('incomingServer', 'imap', 993)}
${server('outgoingServer', 'smtp', 465)}
  </emailProvider>
</clientConfig>
`;
}
