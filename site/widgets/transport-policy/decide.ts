import type { StsMode } from './sts.ts';

/** What a sending server meets at one MX host. */
export interface Situation {
  /** What the sender implements. */
  sender: 'opportunistic' | 'mta-sts' | 'dane' | 'both' | 'neither-tls';
  /** Does the server offer STARTTLS, as the sender sees it? */
  starttls: 'offered' | 'missing' | 'broken';
  /** The certificate against the public CAs and the MX host's name. */
  certificate: 'valid' | 'wrong-name' | 'expired' | 'untrusted';
  /** MX and address records: signed and proved, not signed, or failing validation. */
  dnssec: 'secure' | 'insecure' | 'bogus';
  /** The TLSA records of `_25._tcp.<mx host>`. */
  tlsa: 'none' | 'match' | 'mismatch' | 'unusable' | 'error';
  /** The recipient domain's policy, as the sender holds it: fetched now or cached and not expired. */
  policy: StsMode | 'absent' | 'unfetchable';
  /** Does the policy name this MX host? */
  mxListed: boolean;
}
export type Rule = 'dane' | 'dane-encrypt' | 'mta-sts' | 'mta-sts-testing' | 'opportunistic' | 'plain';
/** Result types of RFC 8460 §4.3. */
export type Report =
  | 'starttls-not-supported'
  | 'certificate-host-mismatch'
  | 'certificate-expired'
  | 'certificate-not-trusted'
  | 'validation-failure'
  | 'dnssec-invalid'
  | 'sts-policy-fetch-error';
export interface Decision {
  rule: Rule;
  delivered: 'authenticated' | 'encrypted' | 'clear' | 'deferred';
  why: 'ok' | 'dns' | 'no-tls' | 'handshake' | 'not-listed' | 'certificate' | 'tlsa' | 'testing' | 'opportunistic' | 'unauthenticated' | 'plain';
  reports: Report[];
  /** What somebody on the way can do: nothing, read by taking the offer away, read by showing any certificate. */
  attacker: 'nothing' | 'strip' | 'impersonate' | 'read';
}

const certificateReport: Record<Situation['certificate'], Report | null> = {
  valid: null,
  'wrong-name': 'certificate-host-mismatch',
  expired: 'certificate-expired',
  untrusted: 'certificate-not-trusted',
};

/**
 * One host, one decision: RFC 7672 §2.2 before RFC 8461 §5, and never the second over the first (RFC 8461 §2). Deferred means: not by this
 * host; another MX may be tried, and the message waits in the queue.
 */
export function decide(s: Situation): Decision {
  const tls = s.starttls === 'offered';
  const reports: Report[] = [];
  const noTls: Report[] = s.starttls === 'missing' ? ['starttls-not-supported'] : s.starttls === 'broken' ? ['validation-failure'] : [];
  const doesDane = s.sender === 'dane' || s.sender === 'both';
  const doesSts = s.sender === 'mta-sts' || s.sender === 'both';
  // A validating resolver gives SERVFAIL for what is bogus: nobody finds the host, whatever the sender implements.
  if (s.dnssec === 'bogus')
    return { rule: doesDane ? 'dane' : 'opportunistic', delivered: 'deferred', why: 'dns', reports: ['dnssec-invalid'], attacker: 'nothing' };
  if (s.sender === 'neither-tls') return { rule: 'plain', delivered: 'clear', why: 'plain', reports: [], attacker: 'read' };

  if (doesDane && s.dnssec === 'secure' && s.tlsa !== 'none') {
    if (s.tlsa === 'error') return { rule: 'dane', delivered: 'deferred', why: 'dns', reports: ['dnssec-invalid'], attacker: 'nothing' };
    const rule: Rule = s.tlsa === 'unusable' ? 'dane-encrypt' : 'dane';
    if (!tls) return { rule, delivered: 'deferred', why: s.starttls === 'missing' ? 'no-tls' : 'handshake', reports: noTls, attacker: 'nothing' };
    if (s.tlsa === 'match') return { rule, delivered: 'authenticated', why: 'ok', reports, attacker: 'nothing' };
    if (s.tlsa === 'mismatch') return { rule, delivered: 'deferred', why: 'tlsa', reports: ['validation-failure'], attacker: 'nothing' };
    // Only unusable records: encryption is required, authentication impossible. A policy of MTA-STS may still ask for more.
    if (!(doesSts && s.policy === 'enforce')) return { rule, delivered: 'encrypted', why: 'unauthenticated', reports, attacker: 'impersonate' };
  }

  if (doesSts && s.policy === 'unfetchable') reports.push('sts-policy-fetch-error');
  if (doesSts && (s.policy === 'enforce' || s.policy === 'testing')) {
    const certificate = certificateReport[s.certificate];
    const found: Report[] = !s.mxListed ? ['validation-failure'] : !tls ? noTls : certificate ? [certificate] : [];
    const why = !s.mxListed ? 'not-listed' : !tls ? (s.starttls === 'missing' ? 'no-tls' : 'handshake') : 'certificate';
    if (found.length === 0)
      return {
        rule: s.policy === 'enforce' ? 'mta-sts' : 'mta-sts-testing',
        delivered: 'authenticated',
        why: 'ok',
        reports,
        attacker: s.policy === 'enforce' ? 'nothing' : 'strip',
      };
    if (s.policy === 'enforce') return { rule: 'mta-sts', delivered: 'deferred', why, reports: found, attacker: 'nothing' };
    return { rule: 'mta-sts-testing', delivered: tls ? 'encrypted' : 'clear', why: 'testing', reports: found, attacker: tls ? 'strip' : 'read' };
  }
  return {
    rule: 'opportunistic',
    delivered: tls ? 'encrypted' : 'clear',
    why: 'opportunistic',
    reports: doesSts || doesDane ? [...reports, ...noTls] : reports,
    attacker: tls ? 'strip' : 'read',
  };
}
