import { gzipSync } from 'node:zlib';
import { type CheckContext, defineChecks, fail, type Observation, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, letter, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { internetAddresses } from '../../lab-runner/contract/topology.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const week = 604_800;
/** RFC 8461 §3.2: at most about a year. */
const year = 31_557_600;

async function records(ctx: CheckContext, name: string, type: string) {
  const found = await ctx.dns.query({ server: internetAddresses.resolver, name, type });
  return { found, values: found.answers.filter((a) => a.type === type).map((a) => a.data) };
}

/** Names in the MX records, best first. */
async function servers(ctx: CheckContext): Promise<string[]> {
  const { values } = await records(ctx, param(ctx, 'domain'), 'MX');
  return values
    .map((v) => ({ preference: Number(v.split(' ')[0]), name: (v.split(' ')[1] ?? '').toLowerCase() }))
    .sort((a, b) => a.preference - b.preference)
    .map((v) => v.name);
}

/** RFC 8461 §4.1: a wildcard stands for exactly one label, the leftmost. */
function matches(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase().replace(/\.$/, '');
  if (!wanted.startsWith('*.')) return wanted === name;
  return name.slice(name.indexOf('.') + 1) === wanted.slice(2);
}

/** What a sender fetches and understands, or the verdict that ends it. */
async function policy(ctx: CheckContext): Promise<{ mode: string; mx: string[]; because: Observation } | { failed: Verdict }> {
  const name = `mta-sts.${param(ctx, 'domain')}`;
  const { found, values } = await records(ctx, name, 'A');
  const no = (because: Observation, expected: LocalizedText, observed: LocalizedText | string, hint?: LocalizedText) => ({
    failed: fail({ because, expected, observed, ...(hint && { hint }) }),
  });
  const host = ['web', 'mx'].find((h) => values.includes(param(ctx, `ip:${h}`)));
  if (!host)
    return no(
      found,
      { en: `${name} leads to one of your machines`, 'zh-cn': `${name} 指向您的某台机器` },
      values.join(', ') || { en: `it has no address (${found.rcode})`, 'zh-cn': `它没有地址（${found.rcode}）` },
    );
  const facts = await ctx.tls.handshake({ host, port: 443, servername: name });
  if (!facts.trusted)
    return no(facts, { en: `port 443 shows a valid certificate for ${name}`, 'zh-cn': `443 端口出示 ${name} 的有效证书` }, facts.reason ?? facts.problem);
  const page = await ctx.http.get({ host, port: 443, tls: true, servername: name, path: '/.well-known/mta-sts.txt' });
  if (page.status !== 200)
    return no(
      page,
      { en: `https://${name}/.well-known/mta-sts.txt answers 200`, 'zh-cn': `https://${name}/.well-known/mta-sts.txt 回答 200` },
      { en: `it answers ${page.status}`, 'zh-cn': `它回答 ${page.status}` },
      page.status >= 300 && page.status < 400
        ? { en: 'Senders must not follow redirects (RFC 8461, section 3.3).', 'zh-cn': '发送方不得跟随重定向（RFC 8461 第 3.3 节）。' }
        : undefined,
    );
  if (!/^text\/plain\b/i.test(page.headers['content-type'] ?? ''))
    return no(page, { en: 'the page is text/plain', 'zh-cn': '网页类型是 text/plain' }, page.headers['content-type'] ?? '—');
  const fields = page.body
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ key: line.slice(0, line.indexOf(':')).trim(), value: line.slice(line.indexOf(':') + 1).trim() }));
  const value = (key: string) => fields.find((f) => f.key === key)?.value ?? '';
  if (value('version') !== 'STSv1' || fields[0]?.key !== 'version')
    return no(page, { en: 'the first line is "version: STSv1"', 'zh-cn': '第一行是“version: STSv1”' }, page.body.split('\n')[0] || '—');
  const age = value('max_age');
  if (!/^\d{1,10}$/.test(age) || Number(age) < week || Number(age) > year)
    return no(
      page,
      { en: 'max_age is at least a week (604800) and at most a year', 'zh-cn': 'max_age 至少一周（604800），至多一年' },
      `max_age: ${age || '—'}`,
    );
  return { mode: value('mode'), mx: fields.filter((f) => f.key === 'mx').map((f) => f.value), because: page };
}

/** A sender's view of port 25 under one MX name: verified TLS, or the verdict. */
async function untrusted(ctx: CheckContext, name: string): Promise<Verdict | null> {
  const facts = await ctx.tls.handshake({ host: 'mx', port: 25, starttls: 'smtp', servername: name });
  if (facts.trusted) return null;
  return fail({
    because: facts,
    expected: { en: `port 25 shows a valid certificate for ${name}`, 'zh-cn': `25 端口出示 ${name} 的有效证书` },
    observed: facts.reason ?? facts.problem,
  });
}

/** A report as RFC 8460 §5.3 has it, about nothing: all went well. */
async function report(ctx: CheckContext, to: string, nonce: string): Promise<Buffer> {
  const domain = param(ctx, 'domain');
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const json = {
    'organization-name': 'Probe',
    'date-range': { 'start-datetime': `${day}T00:00:00Z`, 'end-datetime': `${day}T23:59:59Z` },
    'contact-info': 'postmaster@probe.internet.test',
    'report-id': nonce,
    policies: [
      { policy: { 'policy-type': 'sts', 'policy-domain': domain }, summary: { 'total-successful-session-count': 12, 'total-failure-session-count': 0 } },
    ],
  };
  return await ctx.compose.letter({
    from: 'tlsrpt@probe.internet.test',
    to,
    subject: `Report Domain: ${domain} Submitter: probe.internet.test Report-ID: <${nonce}>`,
    text: `TLS report ${nonce}`,
    headers: { 'TLS-Report-Domain': domain, 'TLS-Report-Submitter': 'probe.internet.test' },
    attachments: [
      { filename: `probe.internet.test!${domain}!${day}.json.gz`, content: gzipSync(JSON.stringify(json)), contentType: 'application/tlsrpt+gzip' },
    ],
  });
}

export default defineChecks(lab, {
  policy: async (ctx) => {
    const found = await policy(ctx);
    if ('failed' in found) return found.failed;
    const mode = param(ctx, 'mode');
    if (found.mode !== mode)
      return fail({ because: found.because, expected: { en: `mode: ${mode}`, 'zh-cn': `mode: ${mode}` }, observed: `mode: ${found.mode || '—'}` });
    const left = (await servers(ctx)).find((name) => !found.mx.some((pattern) => matches(pattern, name)));
    return left
      ? fail({
          because: found.because,
          expected: { en: 'every server of the MX records is matched by an mx line', 'zh-cn': 'MX 记录里的每台服务器都有匹配的 mx 行' },
          observed: {
            en: `${left} is matched by none of: ${found.mx.join(', ') || '(no mx line)'}`,
            'zh-cn': `${left} 与这些都不匹配：${found.mx.join('、') || '（没有 mx 行）'}`,
          },
        })
      : pass(found.because);
  },

  record: async (ctx) => {
    const name = `_mta-sts.${param(ctx, 'domain')}`;
    const { found, values } = await records(ctx, name, 'TXT');
    const sts = values.filter((v) => /^v=STSv1\s*;/.test(v));
    const id = /;\s*id=([A-Za-z0-9]{1,32})\s*(;|$)/.exec(sts[0] ?? '')?.[1];
    if (sts.length !== 1 || !id)
      return fail({
        because: found,
        expected: {
          en: `one TXT record "v=STSv1; id=…" at ${name}, the id of 1 to 32 letters and digits`,
          'zh-cn': `${name} 恰好有一条“v=STSv1; id=…”，id 是 1 到 32 个字母和数字`,
        },
        observed: values.join(' | ') || found.rcode,
      });
    return id !== param(ctx, 'oldId')
      ? pass(found)
      : fail({
          because: found,
          expected: { en: 'a new id, since there is a new policy', 'zh-cn': '策略是新的，id 也要是新的' },
          observed: { en: `the id is still ${id}`, 'zh-cn': `id 仍是 ${id}` },
        });
  },

  'mx-certificates': async (ctx) => {
    const names = await servers(ctx);
    for (const name of names) {
      const problem = await untrusted(ctx, name);
      if (problem) return problem;
    }
    return names.length > 0 ? pass() : fail({ expected: { en: 'MX records', 'zh-cn': '有 MX 记录' }, observed: { en: 'there are none', 'zh-cn': '没有' } });
  },

  reports: async (ctx) => {
    const domain = param(ctx, 'domain');
    const box = `${param(ctx, 'reportBox')}@${domain}`;
    const { found, values } = await records(ctx, `_smtp._tls.${domain}`, 'TXT');
    const rua = /^v=TLSRPTv1\s*;\s*rua=([^;]+)/.exec(values.find((v) => v.startsWith('v=TLSRPTv1')) ?? '')?.[1] ?? '';
    const asked = rua.split(',').map((uri) => uri.trim().toLowerCase());
    if (!asked.includes(`mailto:${box}`))
      return fail({
        because: found,
        expected: { en: `_smtp._tls.${domain} asks for reports to ${box}`, 'zh-cn': `_smtp._tls.${domain} 请求把报告发到 ${box}` },
        observed: values.join(' | ') || { en: `there is no such record (${found.rcode})`, 'zh-cn': `没有这条记录（${found.rcode}）` },
      });
    const nonce = ctx.nonce();
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.internet.stranger(),
      ehlo: 'out.probe.internet.test',
      mailFrom: 'tlsrpt@probe.internet.test',
      rcptTo: [box],
      message: await report(ctx, box, nonce),
    });
    const expected: LocalizedText = {
      en: `a report to ${box} is accepted and arrives in the mailbox of ${param(ctx, 'user')}`,
      'zh-cn': `发到 ${box} 的报告被接受，并进入 ${param(ctx, 'user')} 的邮箱`,
    };
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const [message] = await arrived(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password'), containing: nonce });
    return message
      ? pass(sent)
      : fail({ because: sent, expected, observed: { en: 'it was accepted but is not there', 'zh-cn': '报告被接受了，但邮箱里没有' } });
  },

  'strict-sender': async (ctx) => {
    const found = await policy(ctx);
    if ('failed' in found) return found.failed;
    const [name] = (await servers(ctx)).filter((server) => found.mx.some((pattern) => matches(pattern, server)));
    const expected: LocalizedText = { en: 'a sender that obeys the policy delivers over verified TLS', 'zh-cn': '遵守策略的发送方通过验证过的 TLS 投递' };
    if (!name)
      return fail({
        because: found.because,
        expected,
        observed: { en: 'no server of the MX records is in the policy', 'zh-cn': '策略里没有任何一台 MX 服务器' },
      });
    const problem = await untrusted(ctx, name);
    if (problem) return problem;
    const nonce = ctx.nonce();
    const to = `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, servername: name, from: ctx.internet.stranger() });
    await session.ehlo('out.probe.internet.test');
    await session.starttls({ servername: name });
    await session.ehlo('out.probe.internet.test');
    const sent = await transact(session, {
      mailFrom: 'kim@probe.internet.test',
      rcptTo: [to],
      message: letter({ from: 'kim@probe.internet.test', to, nonce }),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const [message] = await arrived(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password'), containing: nonce });
    return message
      ? pass(sent)
      : fail({ because: sent, expected, observed: { en: 'it was accepted but did not arrive', 'zh-cn': '邮件被接受了，但没有送达' } });
  },

  'mail-route': async (ctx) => {
    const domain = param(ctx, 'domain');
    const names = await servers(ctx);
    const wanted = [`mail.${domain}`, `backup.${domain}`];
    const expected: LocalizedText = {
      en: `MX of ${domain} is ${wanted.join(', ')}, both at ${param(ctx, 'ip:mx')}`,
      'zh-cn': `${domain} 的 MX 是 ${wanted.join('、')}，都指向 ${param(ctx, 'ip:mx')}`,
    };
    if (wanted.some((w) => !names.includes(w))) return fail({ expected, observed: names.join(', ') || { en: 'there is none', 'zh-cn': '没有' } });
    for (const name of wanted) {
      const { found, values } = await records(ctx, name, 'A');
      if (!values.includes(param(ctx, 'ip:mx'))) return fail({ because: found, expected, observed: `${name}: ${values.join(', ') || found.rcode}` });
    }
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    const hello = await session.ehlo();
    return hello.code === 250
      ? pass(hello)
      : fail({ because: hello, expected: { en: 'the mail server answers', 'zh-cn': '邮件服务器有应答' }, observed: hello.text || 'the connection ended' });
  },
});
