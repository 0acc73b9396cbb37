import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { internetAddresses } from '../../lab-runner/contract/topology.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const mailHost = (ctx: CheckContext): string => `${param(ctx, 'mailName')}.${param(ctx, 'domain')}`;
const webHost = (ctx: CheckContext): string => `${param(ctx, 'webName')}.${param(ctx, 'domain')}`;
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const said = (observed: string): LocalizedText => ({ en: observed, 'zh-cn': observed });

/** What the learner's server says, as an authority for its zone. */
async function asked(ctx: CheckContext, name: string, type: string) {
  const answer = await ctx.dns.query({ server: 'dns', name, type });
  return { ...answer, values: answer.answers.filter((a) => a.type === type && plain(a.name) === plain(name)).map((a) => a.data) };
}

/** Addresses of a name, or why it may not stand in an MX record. */
async function target(ctx: CheckContext, name: string): Promise<{ addresses: string[] } | { problem: LocalizedText }> {
  if (/^\d+(\.\d+){3}$/.test(name))
    return { problem: { en: `the MX record holds ${name}, an address in place of a name`, 'zh-cn': `MX 记录里是 ${name}，写的是地址而不是名字` } };
  const found = await ctx.dns.query({ server: internetAddresses.resolver, name, type: 'A' });
  if (found.answers.some((a) => a.type === 'CNAME' && plain(a.name) === plain(name)))
    return { problem: { en: `${name} in the MX record is an alias (CNAME)`, 'zh-cn': `MX 记录里的 ${name} 是别名（CNAME）` } };
  const addresses = found.answers.filter((a) => a.type === 'A').map((a) => a.data);
  if (addresses.length > 0) return { addresses };
  const six = await ctx.dns.query({ server: internetAddresses.resolver, name, type: 'AAAA' });
  if (six.answers.some((a) => a.type === 'AAAA')) return { addresses: [] };
  return { problem: { en: `${name} in the MX record has no address (${found.rcode})`, 'zh-cn': `MX 记录里的 ${name} 没有地址（${found.rcode}）` } };
}

/** Newer by serial arithmetic (RFC 1982 §3.2). */
function newer(mine: number, other: number): boolean {
  return mine !== other && (mine - other + 2 ** 32) % 2 ** 32 < 2 ** 31;
}

/** Two strangers, each in another part of the Internet. */
async function strangerPasses(ctx: CheckContext, domain: string): Promise<Verdict | 'no'> {
  for (const ip of [ctx.internet.stranger(), ctx.internet.stranger(), '192.0.2.77', internetAddresses.probe]) {
    const verdict = await ctx.auth.spf({ ip, helo: 'somewhere.example', mailFrom: `boss@${domain}` });
    if (verdict.result === 'fail' || verdict.result === 'softfail') continue;
    return fail({
      because: verdict,
      expected: { en: `a stranger (${ip}) who sends as ${domain} fails SPF`, 'zh-cn': `陌生人（${ip}）以 ${domain} 的名义发信，SPF 不通过` },
      observed: {
        en: `the result is ${verdict.result}: ${verdict.record || verdict.comment}`,
        'zh-cn': `结果是 ${verdict.result}：${verdict.record || verdict.comment}`,
      },
      hint: { en: 'The last word of the record holds for everybody who is not named before.', 'zh-cn': '记录最后一个词对前面没有列出的所有人有效。' },
    });
  }
  return 'no';
}

export default defineChecks(lab, {
  'mail-route': async (ctx) => {
    const domain = param(ctx, 'domain');
    const expected: LocalizedText = {
      en: `MX of ${domain} leads to ${mailHost(ctx)}, and that name to ${param(ctx, 'ip:mx')}`,
      'zh-cn': `${domain} 的 MX 指向 ${mailHost(ctx)}，这个名字指向 ${param(ctx, 'ip:mx')}`,
    };
    const direct = await asked(ctx, domain, 'MX');
    if (!direct.authoritative || direct.values.length === 0)
      return fail({
        because: direct,
        expected,
        observed: {
          en: `your server answers ${direct.rcode} with ${direct.values.length} MX records${direct.authoritative ? '' : ', and not as an authority'}`,
          'zh-cn': `您的服务器回答 ${direct.rcode}，有 ${direct.values.length} 条 MX 记录${direct.authoritative ? '' : '，而且不是权威回答'}`,
        },
      });
    const sorted = direct.values
      .map((value) => ({ preference: Number(value.split(' ')[0]), name: plain(value.split(' ')[1] ?? '') }))
      .sort((a, b) => a.preference - b.preference);
    for (const { name } of sorted) {
      const found = await target(ctx, name);
      if ('problem' in found) return fail({ because: direct, expected, observed: found.problem });
      if (name === sorted[0]?.name && !(found.addresses.length === 1 && found.addresses[0] === param(ctx, 'ip:mx') && name === plain(mailHost(ctx))))
        return fail({
          because: direct,
          expected,
          observed: {
            en: `the best MX is ${name} with ${found.addresses.join(', ') || 'no IPv4 address'}`,
            'zh-cn': `优先的 MX 是 ${name}，地址 ${found.addresses.join('、') || '没有 IPv4 地址'}`,
          },
        });
    }
    const nobody = `${ctx.nonce()}.${domain}`;
    const wild = await asked(ctx, nobody, 'MX');
    if (wild.values.length > 0)
      return fail({
        because: wild,
        expected: { en: `a name that does not exist (${nobody}) has no MX record`, 'zh-cn': `不存在的名字（${nobody}）没有 MX 记录` },
        observed: { en: `a wildcard gives it one: ${wild.values.join(', ')}`, 'zh-cn': `通配记录给了它一条：${wild.values.join('、')}` },
      });
    const around = await ctx.dns.query({ server: internetAddresses.resolver, name: domain, type: 'MX' });
    return around.rcode === 'NOERROR' && around.answers.some((a) => a.type === 'MX' && plain(a.data.split(' ')[1] ?? '') === plain(mailHost(ctx)))
      ? pass(around)
      : fail({ because: around, expected, observed: { en: `the Internet's resolver says ${around.rcode}`, 'zh-cn': `互联网上的解析器说 ${around.rcode}` } });
  },

  reverse: async (ctx) => {
    const ip = param(ctx, 'ip:mx');
    const expected: LocalizedText = {
      en: `${ip} has one name, that name has this address, and the server greets with it`,
      'zh-cn': `${ip} 有一个名字，这个名字的地址就是它，服务器也用这个名字问候`,
    };
    const back = await ctx.dns.query({ server: internetAddresses.resolver, name: param(ctx, 'ptr:mx'), type: 'PTR' });
    const names = back.answers.filter((a) => a.type === 'PTR').map((a) => plain(a.data));
    const [name] = names;
    if (!name || names.length > 1)
      return fail({
        because: back,
        expected,
        observed:
          names.length > 1
            ? said(`PTR: ${names.join(', ')}`)
            : { en: `${param(ctx, 'ptr:mx')} has no PTR record (${back.rcode})`, 'zh-cn': `${param(ctx, 'ptr:mx')} 没有 PTR 记录（${back.rcode}）` },
      });
    const forward = await ctx.dns.query({ server: internetAddresses.resolver, name, type: 'A' });
    if (!forward.answers.some((a) => a.type === 'A' && a.data === ip))
      return fail({
        because: forward,
        expected,
        observed: { en: `the PTR record says ${name}, and that name does not lead to ${ip}`, 'zh-cn': `PTR 记录写的是 ${name}，而这个名字并不指向 ${ip}` },
      });
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    const hello = await session.ehlo();
    const greeted = plain(hello.lines[0]?.replace(/^250[- ]/, '').split(' ')[0] ?? '');
    return hello.code === 250 && greeted === name
      ? pass(hello)
      : fail({
          because: hello,
          expected,
          observed: {
            en: `the PTR record says ${name}, the server greets as ${greeted || 'nobody'}`,
            'zh-cn': `PTR 记录写的是 ${name}，服务器问候时自称 ${greeted || '（没有名字）'}`,
          },
        });
  },

  spf: async (ctx) => {
    const domain = param(ctx, 'domain');
    const expected: LocalizedText = {
      en: `exactly one SPF record at ${domain} that lets ${param(ctx, 'ip:mx')} send and nobody else`,
      'zh-cn': `${domain} 恰好有一条 SPF 记录，允许 ${param(ctx, 'ip:mx')} 发信，别人都不行`,
    };
    const found = await asked(ctx, domain, 'TXT');
    const records = found.values.filter((value) => /^v=spf1(\s|$)/i.test(value));
    if (records.length !== 1)
      return fail({ because: found, expected, observed: { en: `there are ${records.length} SPF records`, 'zh-cn': `有 ${records.length} 条 SPF 记录` } });
    const own = await ctx.auth.spf({ ip: param(ctx, 'ip:mx'), helo: mailHost(ctx), mailFrom: `boss@${domain}` });
    if (own.result !== 'pass')
      return fail({
        because: own,
        expected,
        observed: {
          en: `for your mail server the result is ${own.result} (${records[0]})`,
          'zh-cn': `您的邮件服务器得到的结果是 ${own.result}（${records[0]}）`,
        },
      });
    const other = await strangerPasses(ctx, domain);
    return other === 'no' ? pass(found) : other;
  },

  'no-mail-host': async (ctx) => {
    const name = webHost(ctx);
    const address = await asked(ctx, name, 'A');
    if (!(address.values.length === 1 && address.values[0] === param(ctx, 'webAddress')))
      return fail({
        because: address,
        expected: { en: `${name} has the address ${param(ctx, 'webAddress')}`, 'zh-cn': `${name} 的地址是 ${param(ctx, 'webAddress')}` },
        observed: said(address.values.join(', ') || address.rcode),
      });
    const mx = await asked(ctx, name, 'MX');
    const null7505 = mx.values.length === 1 && /^\d+ \.?$/.test(mx.values[0] ?? '');
    if (!null7505)
      return fail({
        because: mx,
        expected: { en: `${name} has the null MX of RFC 7505 and no other`, 'zh-cn': `${name} 只有 RFC 7505 规定的空 MX` },
        observed:
          mx.values.length > 0
            ? said(`MX ${mx.values.join(', ')}`)
            : { en: 'it has no MX record: mail would go to its address', 'zh-cn': '它没有 MX 记录：邮件会送到它的地址' },
      });
    for (const ip of [param(ctx, 'ip:mx'), param(ctx, 'webAddress'), ctx.internet.stranger()]) {
      const verdict = await ctx.auth.spf({ ip, helo: 'somewhere.example', mailFrom: `info@${name}` });
      if (verdict.result !== 'fail')
        return fail({
          because: verdict,
          expected: { en: `nobody may send as ${name}: SPF fails for everyone`, 'zh-cn': `谁都不能以 ${name} 的名义发信：SPF 对所有人都不通过` },
          observed: { en: `for ${ip} the result is ${verdict.result}`, 'zh-cn': `对 ${ip} 的结果是 ${verdict.result}` },
        });
    }
    return pass(mx);
  },

  transfer: async (ctx) => {
    const domain = param(ctx, 'domain');
    const old = Number(param(ctx, 'oldSerial'));
    const soa = await asked(ctx, domain, 'SOA');
    const serial = Number(soa.values[0]?.split(' ')[2] ?? Number.NaN);
    if (Number.isNaN(serial) || !newer(serial, old))
      return fail({
        because: soa,
        expected: { en: `a serial newer than ${old}, which the secondary has`, 'zh-cn': `序列号比从服务器手里的 ${old} 新` },
        observed: Number.isNaN(serial)
          ? { en: `no SOA record (${soa.rcode})`, 'zh-cn': `没有 SOA 记录（${soa.rcode}）` }
          : {
              en: `the serial is ${serial}: for the secondary that is old, it keeps its copy`,
              'zh-cn': `序列号是 ${serial}：对从服务器来说是旧的，它会保留自己的副本`,
            },
      });
    const copied = await ctx.dns.transfer({ server: 'dns', zone: domain, from: param(ctx, 'secondary') });
    if (copied.rcode !== 'NOERROR' || !copied.records.some((r) => r.type === 'MX'))
      return fail({
        because: copied,
        expected: { en: `the secondary (${param(ctx, 'secondary')}) can copy ${domain}`, 'zh-cn': `从服务器（${param(ctx, 'secondary')}）能复制 ${domain}` },
        observed: said(copied.rcode === 'NOERROR' ? `${copied.records.length} records, no MX` : copied.rcode),
      });
    for (const zone of [domain, param(ctx, 'reverse:zone')])
      for (const from of [internetAddresses.probe, ctx.internet.stranger(), ctx.internet.stranger()]) {
        if (from === param(ctx, 'secondary')) continue;
        const open = await ctx.dns.transfer({ server: 'dns', zone, from });
        if (open.records.length > 0)
          return fail({
            because: open,
            expected: { en: `a stranger (${from}) may not copy ${zone}`, 'zh-cn': `陌生人（${from}）不能复制 ${zone}` },
            observed: { en: `a stranger copied all ${open.records.length} records`, 'zh-cn': `陌生人复制到了全部 ${open.records.length} 条记录` },
          });
      }
    return pass(copied);
  },

  'mail-answers': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    const hello = await session.ehlo();
    return hello.code === 250
      ? pass(hello)
      : fail({
          because: hello,
          expected: { en: 'the mail server answers EHLO with 250', 'zh-cn': '邮件服务器对 EHLO 回答 250' },
          observed: said(hello.text || '—'),
        });
  },

  'no-recursion': async (ctx) => {
    try {
      const answer = await ctx.dns.query({ server: 'dns', name: 'probe.internet.test', type: 'A' });
      if (answer.answers.length === 0) return pass(answer);
      return fail({
        because: answer,
        expected: { en: "a question for somebody else's name is not answered", 'zh-cn': '不回答有关别人名字的问题' },
        observed: {
          en: 'your server looked up probe.internet.test for a stranger: an open resolver',
          'zh-cn': '您的服务器替陌生人查了 probe.internet.test：成了开放解析器',
        },
      });
    } catch (error) {
      // Nothing listens yet: nobody can use it, whether it should listen is asked by the tasks.
      if (error instanceof ProbeFailure) return pass();
      throw error;
    }
  },
});
