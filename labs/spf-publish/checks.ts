import { type CheckContext, defineChecks, fail, pass } from '../../lab-runner/contract/check.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { internetAddresses } from '../../lab-runner/contract/topology.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const mailHost = (ctx: CheckContext): string => `mail.${param(ctx, 'domain')}`;

/** Every address a legitimate sender uses, with its name in the ticket. */
function senders(ctx: CheckContext): { who: LocalizedText; ip: string }[] {
  const base = Number(param(ctx, 'billingBase'));
  const provider = (name: string, what: string, zh: string): LocalizedText => ({
    en: `${what} (${param(ctx, name)})`,
    'zh-cn': `${zh}（${param(ctx, name)}）`,
  });
  const letters = provider('letters', 'the newsletter provider', '电子报服务商');
  const crm = provider('crm', 'the CRM', '客户管理系统');
  const billing = provider('billing', 'the billing service', '开票服务');
  return [
    { who: { en: 'your mail server', 'zh-cn': '您的邮件服务器' }, ip: param(ctx, 'ownAddress') },
    { who: letters, ip: `198.51.100.${param(ctx, 'lettersFirst')}` },
    { who: letters, ip: '198.51.100.176' },
    { who: letters, ip: '198.51.100.181' },
    { who: crm, ip: `198.51.100.${param(ctx, 'crmFirst')}` },
    { who: crm, ip: '198.51.100.230' },
    { who: billing, ip: `203.0.113.${base}` },
    { who: billing, ip: `203.0.113.${base + 7}` },
  ];
}

/** Strangers, some of them neighbours of the senders. */
function strangers(ctx: CheckContext): string[] {
  const base = Number(param(ctx, 'billingBase'));
  return [
    '203.0.113.249',
    `203.0.113.${base + 8}`,
    `203.0.113.${base - 1}`,
    `198.51.100.${Number(param(ctx, 'own')) + 1}`,
    '198.51.100.251',
    '198.51.100.183',
    `198.51.100.${Number(param(ctx, 'crmFirst')) + 1}`,
    '192.0.2.77',
    internetAddresses.probe,
  ];
}

const judged = (ctx: CheckContext, ip: string, mailFrom: string, helo = 'somewhere.example') => ctx.auth.spf({ ip, helo, mailFrom });

export default defineChecks(lab, {
  'senders-pass': async (ctx) => {
    let last: Awaited<ReturnType<typeof judged>> | undefined;
    for (const { who, ip } of senders(ctx)) {
      last = await judged(ctx, ip, `team@${param(ctx, 'domain')}`);
      if (last.result !== 'pass')
        return fail({
          because: last,
          expected: { en: `mail from ${who.en}, ${ip}, passes SPF`, 'zh-cn': `来自${who['zh-cn']} ${ip} 的邮件通过 SPF` },
          observed: {
            en: `the result is ${last.result}${last.comment ? `: ${last.comment}` : ''}`,
            'zh-cn': `结果是 ${last.result}${last.comment ? `：${last.comment}` : ''}`,
          },
        });
    }
    return pass(last);
  },

  'strangers-fail': async (ctx) => {
    let last: Awaited<ReturnType<typeof judged>> | undefined;
    for (const ip of strangers(ctx)) {
      last = await judged(ctx, ip, `team@${param(ctx, 'domain')}`);
      if (last.result !== 'fail')
        return fail({
          because: last,
          expected: { en: `mail from a stranger, ${ip}, fails SPF`, 'zh-cn': `来自陌生地址 ${ip} 的邮件 SPF 不通过（fail）` },
          observed: { en: `the result is ${last.result}: ${last.record || last.comment}`, 'zh-cn': `结果是 ${last.result}：${last.record || last.comment}` },
        });
    }
    return pass(last);
  },

  limits: async (ctx) => {
    const domain = param(ctx, 'domain');
    const found = await ctx.dns.query({ server: internetAddresses.resolver, name: domain, type: 'TXT' });
    const records = found.answers.filter((a) => a.type === 'TXT' && /^v=spf1(\s|$)/i.test(a.data));
    const one: LocalizedText = { en: `exactly one SPF record at ${domain}`, 'zh-cn': `${domain} 恰好有一条 SPF 记录` };
    if (records.length !== 1)
      return fail({ because: found, expected: one, observed: { en: `there are ${records.length} SPF records`, 'zh-cn': `有 ${records.length} 条 SPF 记录` } });
    const walked = await judged(ctx, '192.0.2.77', `team@${domain}`);
    if (walked.result === 'permerror' || walked.result === 'temperror' || walked.lookups > 10 || walked.voidLookups > 2)
      return fail({
        because: walked,
        expected: {
          en: 'the whole record costs at most 10 lookups, and at most 2 of them find nothing',
          'zh-cn': '整条记录最多花 10 次查询，其中查不到的最多 2 次',
        },
        observed: {
          en: `${walked.result} after ${walked.lookups} lookups, ${walked.voidLookups} void: ${walked.comment}`,
          'zh-cn': `查询 ${walked.lookups} 次、其中 ${walked.voidLookups} 次为空，结果 ${walked.result}：${walked.comment}`,
        },
      });
    const ptr = records.find((r) => /(^|\s)[+?~-]?ptr(:|\s|$)/i.test(r.data));
    if (ptr)
      return fail({
        because: found,
        expected: { en: 'no "ptr" in the record', 'zh-cn': '记录里没有“ptr”' },
        observed: ptr.data,
        hint: {
          en: 'RFC 7208, section 5.5: ptr is slow, unreliable and should not be published.',
          'zh-cn': 'RFC 7208 第 5.5 节：ptr 又慢又不可靠，不应发布。',
        },
      });
    return pass(walked);
  },

  'silent-name': async (ctx) => {
    const name = `${param(ctx, 'silentName')}.${param(ctx, 'domain')}`;
    let last: Awaited<ReturnType<typeof judged>> | undefined;
    for (const ip of [param(ctx, 'ownAddress'), '203.0.113.249']) {
      last = await judged(ctx, ip, `root@${name}`);
      if (last.result !== 'fail')
        return fail({
          because: last,
          expected: {
            en: `mail as ${name} fails SPF, wherever it comes from (here ${ip})`,
            'zh-cn': `以 ${name} 名义发出的邮件，无论从哪里来（这里是 ${ip}）SPF 都不通过`,
          },
          observed: { en: `the result is ${last.result}`, 'zh-cn': `结果是 ${last.result}` },
        });
    }
    return pass(last);
  },

  'helo-name': async (ctx) => {
    const helo = mailHost(ctx);
    const own = await judged(ctx, param(ctx, 'ownAddress'), '', helo);
    if (own.result !== 'pass')
      return fail({
        because: own,
        expected: {
          en: `a bounce from ${param(ctx, 'ownAddress')} that greets as ${helo} passes`,
          'zh-cn': `${param(ctx, 'ownAddress')} 以 ${helo} 问候、发件人为空的退信能通过`,
        },
        observed: { en: `the result is ${own.result}`, 'zh-cn': `结果是 ${own.result}` },
      });
    const other = await judged(ctx, '203.0.113.249', '', helo);
    return other.result === 'fail'
      ? pass(own)
      : fail({
          because: other,
          expected: { en: `a stranger who greets as ${helo} fails`, 'zh-cn': `陌生人以 ${helo} 问候时不通过` },
          observed: { en: `the result is ${other.result}`, 'zh-cn': `结果是 ${other.result}` },
        });
  },

  'zone-intact': async (ctx) => {
    const domain = param(ctx, 'domain');
    const expected: LocalizedText = {
      en: `MX of ${domain} is ${mailHost(ctx)} with ${param(ctx, 'ownAddress')}`,
      'zh-cn': `${domain} 的 MX 是 ${mailHost(ctx)}，地址 ${param(ctx, 'ownAddress')}`,
    };
    const mx = await ctx.dns.query({ server: internetAddresses.resolver, name: domain, type: 'MX' });
    if (!mx.answers.some((a) => a.type === 'MX' && a.data.toLowerCase().endsWith(` ${mailHost(ctx)}`)))
      return fail({ because: mx, expected, observed: mx.answers.map((a) => a.data).join(', ') || mx.rcode });
    const address = await ctx.dns.query({ server: internetAddresses.resolver, name: mailHost(ctx), type: 'A' });
    return address.answers.some((a) => a.type === 'A' && a.data === param(ctx, 'ownAddress'))
      ? pass(address)
      : fail({ because: address, expected, observed: address.answers.map((a) => a.data).join(', ') || address.rcode });
  },
});
