import { type CheckContext, defineChecks, fail, pass, type ReceivedMessage } from '../../lab-runner/contract/check.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

/** Value of a header field, unfolded (RFC 5322 §2.2.3), as the bytes that came; '' when there is none. */
function header(message: ReceivedMessage, name: string): Buffer {
  const head = message.raw
    .subarray(0, message.raw.indexOf('\r\n\r\n'))
    .toString('latin1')
    .replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((l) => l.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? '';
  return Buffer.from(line.slice(name.length + 1).trim(), 'latin1');
}

/** The bytes of one encoded word's text, kind B or Q (RFC 2047 §4). */
function bytesOf(kind: string, text: string): Buffer {
  if (kind.toUpperCase() === 'B') return Buffer.from(text, 'base64');
  return Buffer.from(
    text.replaceAll('_', ' ').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** Decodes encoded words; white space between two of them does not count (RFC 2047 §6.2). */
function decoded(value: string): string {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(/(?:=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)+/g, (run) => {
    const parts: { charset: string; bytes: Buffer }[] = [];
    for (const [, charset = '', kind = '', text = ''] of run.matchAll(/=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=/g)) {
      const last = parts.at(-1);
      // Some programs cut a character in two: neighbours of one charset are decoded together, as readers do.
      if (last?.charset === charset) last.bytes = Buffer.concat([last.bytes, bytesOf(kind, text)]);
      else parts.push({ charset, bytes: bytesOf(kind, text) });
    }
    return parts.map(({ charset, bytes }) => (known(charset) ? new TextDecoder(charset).decode(bytes) : bytes.toString('latin1'))).join('');
  });
}

function known(charset: string): boolean {
  try {
    new TextDecoder(charset);
    return true;
  } catch {
    // A charset nobody knows: shown as it came.
    return false;
  }
}

/** Messages for the partner with a code in them, or a verdict that says that none came. */
async function withCode(ctx: CheckContext, code: string): Promise<ReceivedMessage[]> {
  return ctx.outside.received({ persona: 'peer', containing: code });
}

const nothingYet = (code: string, peer: string): LocalizedText => ({
  en: `no message with the code ${code} has arrived at ${peer} yet`,
  'zh-cn': `${peer} 还没有收到含暗号 ${code} 的邮件`,
});

export default defineChecks(lab, {
  'two-recipients': async (ctx) => {
    const { peer, first, second, firstCode } = ctx.params as Record<string, string>;
    const wanted = [`${first}@${peer}`, `${second}@${peer}`];
    const expected = {
      en: `one transaction with two RCPT TO (${wanted.join(' and ')}) and one DATA that holds the code ${firstCode}`,
      'zh-cn': `一次事务：两条 RCPT TO（${wanted.join(' 和 ')}），一条 DATA，内容含暗号 ${firstCode}`,
    };
    const messages = await withCode(ctx, firstCode as string);
    const right = messages.find((m) => wanted.every((to) => m.rcptTo.some((r) => r.toLowerCase() === to)));
    if (right) {
      await ctx.outside.dialogue(right);
      return pass(right);
    }
    const last = messages.at(-1);
    if (!last) return fail({ expected, observed: nothingYet(firstCode as string, peer as string) });
    await ctx.outside.dialogue(last);
    return fail({
      because: last,
      expected,
      observed: {
        en: `${messages.length} transaction(s) with the code, each for: ${messages.map((m) => m.rcptTo.join(', ')).join(' / ')}`,
        'zh-cn': `有 ${messages.length} 次含暗号的事务，收件人分别是：${messages.map((m) => m.rcptTo.join('、')).join(' / ')}`,
      },
      hint: {
        en: 'The To: header does not decide who gets the mail. Both recipients have to be named in the same transaction, before DATA.',
        'zh-cn': '谁收到邮件不由 To: 头决定。两个收件人都要在同一次事务里、DATA 之前说出来。',
      },
    });
  },

  'leading-dot': async (ctx) => {
    const { peer, dotCode } = ctx.params as Record<string, string>;
    const expected = { en: `a message with a line that is exactly ".${dotCode}" when it has arrived`, 'zh-cn': `送达的邮件中有一行恰好是“.${dotCode}”` };
    const messages = await withCode(ctx, dotCode as string);
    const lines = (m: ReceivedMessage) => m.raw.toString('latin1').split('\r\n');
    const right = messages.find((m) => lines(m).includes(`.${dotCode}`));
    if (right) {
      await ctx.outside.dialogue(right);
      return pass(right);
    }
    const last = messages.at(-1);
    if (!last) return fail({ expected, observed: nothingYet(dotCode as string, peer as string) });
    await ctx.outside.dialogue(last);
    const line = lines(last).find((l) => l.includes(dotCode as string)) ?? '';
    return fail({
      because: last,
      expected,
      observed: { en: `the line arrived as "${line}"`, 'zh-cn': `这一行到达时是“${line}”` },
      hint: {
        en: 'The server takes one dot away from a line that begins with one (RFC 5321, section 4.5.2).',
        'zh-cn': '服务器会从以点号开头的行去掉一个点号（RFC 5321 第 4.5.2 节）。',
      },
    });
  },

  'chinese-subject': async (ctx) => {
    const { peer, subject } = ctx.params as Record<string, string>;
    const expected = {
      en: `a message whose Subject: is pure ASCII on the wire and reads "${subject}"`,
      'zh-cn': `一封邮件，Subject: 在线路上是纯 ASCII，解码后是“${subject}”`,
    };
    const messages = await ctx.outside.received({ persona: 'peer' });
    const subjects = messages.map((message) => ({ message, value: header(message, 'Subject') }));
    const ascii = (value: Buffer) => value.every((byte) => byte < 0x80);
    const right = subjects.find(({ value }) => ascii(value) && decoded(value.toString('latin1')) === subject);
    if (right) {
      await ctx.outside.dialogue(right.message);
      return pass(right.message);
    }
    const raw = subjects.findLast(({ value }) => !ascii(value));
    const last = raw ?? subjects.findLast(({ value }) => value.length > 0) ?? subjects.at(-1);
    if (!last) return fail({ expected, observed: { en: `no message has arrived at ${peer} yet`, 'zh-cn': `${peer} 还没有收到任何邮件` } });
    await ctx.outside.dialogue(last.message);
    if (raw) {
      return fail({
        because: last.message,
        expected,
        observed: {
          en: `the Subject: came as raw 8-bit bytes: ${last.value.toString('utf8')}`,
          'zh-cn': `Subject: 以未编码的 8 位字节到达：${last.value.toString('utf8')}`,
        },
        hint: {
          en: 'Without SMTPUTF8, a header may hold ASCII only: write the text as an encoded word (RFC 2047).',
          'zh-cn': '没有 SMTPUTF8 时，邮件头只能用 ASCII：请写成编码字（RFC 2047）。',
        },
      });
    }
    const text = decoded(last.value.toString('latin1'));
    return fail({
      because: last.message,
      expected,
      observed: { en: `the Subject: of the last message reads ${JSON.stringify(text)}`, 'zh-cn': `最后一封邮件的 Subject: 解码后是 ${JSON.stringify(text)}` },
      hint: {
        en: 'Decode your own line first: what base64 -d prints has to be the subject and nothing else, not even a line end.',
        'zh-cn': '先自己解码一遍：base64 -d 的输出必须恰好是主题，连换行都不能多。',
      },
    });
  },

  'over-tls': async (ctx) => {
    const { peer, secondCode } = ctx.params as Record<string, string>;
    const expected = { en: `a message with the code ${secondCode} that came over TLS`, 'zh-cn': `一封含暗号 ${secondCode}、经 TLS 送达的邮件` };
    const messages = await withCode(ctx, secondCode as string);
    const right = messages.find((m) => m.tls !== '');
    if (right) {
      await ctx.outside.dialogue(right);
      return pass(right, { en: `it came over ${right.tls}`, 'zh-cn': `它经 ${right.tls} 送达` });
    }
    const last = messages.at(-1);
    if (!last) return fail({ expected, observed: nothingYet(secondCode as string, peer as string) });
    await ctx.outside.dialogue(last);
    return fail({
      because: last,
      expected,
      observed: { en: 'the message came in clear text', 'zh-cn': '邮件是明文送达的' },
      hint: { en: 'The reply to EHLO offers a way to encrypt the rest of the dialogue.', 'zh-cn': 'EHLO 的回复里有一项可以把后面的对话加密。' },
    });
  },
});
