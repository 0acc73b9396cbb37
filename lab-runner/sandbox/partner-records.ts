import type { PersonaSpec } from '../contract/topology.ts';

/**
 * What a partner that does things right publishes besides A, PTR, MX and SPF: an SPF record for its HELO name, its DKIM key and its
 * DMARC policy. A lab's own zone for that domain replaces what it names. Pure.
 */
export function partnerRecords(partner: { domain: string; dmarc: PersonaSpec['dmarc'] }, key: { selector: string; publicKey: string }): string[] {
  const record = `v=DKIM1; k=rsa; p=${key.publicKey}`;
  // A string of a TXT record holds at most 255 bytes (RFC 1035 §3.3.14).
  const strings = record.match(/.{1,250}/g) ?? [];
  return [
    'mx 60 TXT "v=spf1 a -all"',
    `${key.selector}._domainkey 60 TXT ${strings.map((s) => `"${s}"`).join(' ')}`,
    ...(partner.dmarc === 'absent' ? [] : [`_dmarc 60 TXT "v=DMARC1; p=${partner.dmarc}; rua=mailto:dmarc-reports@${partner.domain}"`]),
  ];
}
