/** One SMTP session of a probe, as swaks prints it: `->` and `<-` in clear text, `~>` and `<~` under TLS, `<**` and `<~*` for refusals. */
interface Session {
  banner: string;
  ehlo: string;
  /** Keywords before TLS. */
  clear: Set<string>;
  tls: boolean;
  from: string | null;
  rcpt: { to: string; code: number } | null;
}

export type ClauseId = 'banner' | 'ehlo-name' | 'size' | 'starttls' | 'no-clear-auth' | 'postmaster' | 'unknown' | 'null-sender' | 'relay';
export type Finding = 'met' | 'not-met' | 'not-asked';
export interface Clause {
  id: ClauseId;
  finding: Finding;
  /** The line on which it rests, or ''. */
  line: string;
}

export type Parsed = { sessions: Session[] } | { problem: 'empty' | 'no-banner' };

/** Reads the output of one or several `swaks` runs; other lines are left out. */
export function parseProbe(text: string): Parsed {
  if (text.trim() === '') return { problem: 'empty' };
  const sessions: Session[] = [];
  let current: Session | null = null;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\s+[①-⑩]!?\s*$/, '');
    const match = /^\s*(<[-~*]+|[-~]>)\s+(.*)$/.exec(line);
    if (!match) continue;
    const [, sign = '', said = ''] = match;
    const server = sign.startsWith('<');
    if (server && /^220[ -]/.test(said) && !/ready to start tls/i.test(said)) {
      current = { banner: said, ehlo: '', clear: new Set(), tls: false, from: null, rcpt: null };
      sessions.push(current);
      continue;
    }
    if (!current) continue;
    if (sign.includes('~')) current.tls = true;
    if (!server) {
      const from = /^MAIL FROM:\s*<([^>]*)>/i.exec(said);
      const to = /^RCPT TO:\s*<([^>]*)>/i.exec(said);
      if (from) current.from = from[1] ?? '';
      if (to) current.rcpt = { to: to[1] ?? '', code: 0 };
    } else if (current.rcpt && current.rcpt.code === 0) {
      current.rcpt.code = Number(said.slice(0, 3));
    } else if (/^250[ -]/.test(said) && current.from === null) {
      if (current.ehlo === '') current.ehlo = said.slice(4).split(' ')[0] ?? '';
      else if (!current.tls) current.clear.add(said.slice(4).toUpperCase());
    }
  }
  return sessions.length === 0 ? { problem: 'no-banner' } : { sessions };
}

/** What the probe shows of RFC 5321, 1870, 3207 and 4954. The own domain is that of the postmaster who was asked for. */
export function judgeProbe(sessions: readonly Session[]): Clause[] {
  const first = sessions[0] as Session;
  const own = sessions
    .map((s) => /^postmaster@(.+)$/i.exec(s.rcpt?.to ?? '')?.[1])
    .find(Boolean)
    ?.toLowerCase();
  const rcpt = (test: (to: string, domain: string) => boolean) =>
    sessions.find((s) => s.rcpt && test(s.rcpt.to.toLowerCase(), s.rcpt.to.toLowerCase().split('@')[1] ?? ''));
  const clause = (id: ClauseId, met: boolean | null, line: string): Clause => ({ id, finding: met === null ? 'not-asked' : met ? 'met' : 'not-met', line });
  const answered = (session: Session | undefined, good: (code: number) => boolean): [boolean | null, string] =>
    session?.rcpt?.code ? [good(session.rcpt.code), `RCPT TO:<${session.rcpt.to}> → ${session.rcpt.code}`] : [null, ''];
  const name = first.banner.slice(4).split(' ')[0] ?? '';
  const auth = sessions.flatMap((s) => [...s.clear]).find((keyword) => /^AUTH\b.*\b(PLAIN|LOGIN)\b/.test(keyword));
  const size = sessions.flatMap((s) => [...s.clear]).find((keyword) => /^SIZE\b/.test(keyword));
  const starttls = sessions.some((s) => s.clear.has('STARTTLS'));
  const nullSender = sessions.find((s) => s.from === '' && s.rcpt);
  return [
    clause('banner', /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name), first.banner),
    clause('ehlo-name', first.ehlo === '' ? null : first.ehlo.toLowerCase() === name.toLowerCase(), `250 ${first.ehlo}`),
    clause('size', size !== undefined, size ?? ''),
    clause('starttls', starttls ? sessions.some((s) => s.tls) || null : false, starttls ? 'STARTTLS' : ''),
    clause('no-clear-auth', auth === undefined, auth ?? ''),
    clause(
      'postmaster',
      ...answered(
        rcpt((to) => to.startsWith('postmaster@')),
        (code) => code < 300,
      ),
    ),
    clause(
      'unknown',
      ...answered(
        rcpt((to, domain) => domain === own && to.startsWith('no-such')),
        (code) => code >= 500,
      ),
    ),
    clause('null-sender', ...answered(nullSender, (code) => code < 300)),
    clause(
      'relay',
      ...answered(
        rcpt((_, domain) => own !== undefined && domain !== own),
        (code) => code >= 500,
      ),
    ),
  ];
}
