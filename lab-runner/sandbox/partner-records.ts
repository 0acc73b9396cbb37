import { type PersonaSpec, webLabels } from '../contract/topology.ts';

/**
 * What a partner that does things right publishes besides A, PTR, MX and SPF of its mail server: an SPF record for its HELO name, its DKIM key, its
 * DMARC policy, the addresses of its website, and the record of its MTA-STS policy when its TLS is worth a policy. A lab's own zone for that domain replaces what it names. Pure.
 */
export function partnerRecords(
  partner: { domain: string; address: string; dmarc: PersonaSpec['dmarc']; mtaSts: boolean },
  key: { selector: string; publicKey: string },
): string[] {
  const record = `v=DKIM1; k=rsa; p=${key.publicKey}`;
  // A string of a TXT record holds at most 255 bytes (RFC 1035 §3.3.14).
  const strings = record.match(/.{1,250}/g) ?? [];
  return [
    'mx 60 TXT "v=spf1 a -all"',
    `${key.selector}._domainkey 60 TXT ${strings.map((s) => `"${s}"`).join(' ')}`,
    ...(partner.dmarc === 'absent' ? [] : [`_dmarc 60 TXT "v=DMARC1; p=${partner.dmarc}; rua=mailto:dmarc-reports@${partner.domain}"`]),
    ...webLabels.map((label) => `${label} 60 A ${partner.address}`),
    ...(partner.mtaSts ? ['_mta-sts 60 TXT "v=STSv1; id=20260105080000"', `_smtp._tls 60 TXT "v=TLSRPTv1; rua=mailto:tls-reports@${partner.domain}"`] : []),
  ];
}
