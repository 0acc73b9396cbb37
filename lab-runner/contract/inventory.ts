import { createHash } from 'node:crypto';
import { type CheckContext, type ImapMessage, ProbeFailure } from './check.ts';
import { mailbox } from './moves.ts';
import type { LocalizedText } from './text.ts';

interface Login {
  host: string;
  user: string;
  password: string;
}

/** What a mail program knows of a mailbox. */
export interface Inventory {
  /** Folder, as the server writes it, → UIDVALIDITY. */
  validity: Record<string, string>;
  subscribed: string[];
  /** `folder UID` → the message in one line. */
  messages: Map<string, { facts: string; digest: string; raw: Buffer }>;
}

/** A session without a client's conveniences, logged in. */
export async function opened(ctx: CheckContext, { host, user, password }: Login) {
  const session = await ctx.imap.raw({ host, port: 993, tls: true });
  const ok = await session.command(`LOGIN "${user}" "${password}"`);
  if (ok.status === 'OK') return session;
  ok.decide();
  await session[Symbol.asyncDispose]();
  throw new ProbeFailure({
    en: `${user} could not log in on ${host}:993: ${ok.text}`,
    'zh-cn': `${user} 在 ${host}:993 登录失败：${ok.text}`,
  });
}

/** Names in the lines of a LIST or LSUB answer. */
const listed = (text: string, command: string): string[] =>
  [...text.matchAll(new RegExp(`^\\* ${command} \\([^)]*\\) (?:"[^"]*"|NIL) (?:"((?:[^"\\\\]|\\\\.)*)"|(\\S+))\\s*$`, 'gim'))]
    .map((m) => m[1] ?? m[2] ?? '')
    .sort();

export async function inventory(ctx: CheckContext, login: Login): Promise<Inventory> {
  const validity: Record<string, string> = {};
  let subscribed: string[] = [];
  {
    await using session = await opened(ctx, login);
    for (const name of listed((await session.command('LIST "" "*"')).text, 'LIST'))
      validity[name] = /UIDVALIDITY (\d+)/i.exec((await session.command(`STATUS "${name}" (UIDVALIDITY)`)).text)?.[1] ?? 'none';
    subscribed = listed((await session.command('LSUB "" "*"')).text, 'LSUB');
  }
  await using session = await mailbox(ctx, login);
  const messages: Inventory['messages'] = new Map();
  for (const folder of await session.folders())
    for (const m of await session.messages(folder.path)) messages.set(`${folder.path} ${m.uid}`, { facts: facts(m), digest: digest(m.raw), raw: m.raw });
  return { validity, subscribed, messages };
}

const facts = (m: ImapMessage): string => {
  const flags = m.flags.filter((f) => f !== '\\Recent').sort();
  return `flags ${flags.join(' ') || 'none'}, received ${m.internalDate.toISOString()}`;
};
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12);

/** The first thing in which two mailboxes differ, or null. `except`: what the letter of may be missing. */
export function difference(before: Inventory, now: Inventory, except: string): LocalizedText | null {
  for (const [folder, validity] of Object.entries(before.validity)) {
    const there = now.validity[folder];
    if (there === undefined) return { en: `folder ${folder} is missing`, 'zh-cn': `缺少文件夹 ${folder}` };
    if (there !== validity)
      return { en: `UIDVALIDITY of ${folder} is ${there}; it was ${validity}`, 'zh-cn': `${folder} 的 UIDVALIDITY 是 ${there}；原来是 ${validity}` };
  }
  const lost = before.subscribed.filter((name) => !now.subscribed.includes(name));
  if (lost.length > 0) return { en: `the subscription of ${lost.join(', ')} is gone`, 'zh-cn': `${lost.join('、')} 的订阅没了` };
  for (const [where, message] of before.messages) {
    if (message.raw.includes(except)) continue;
    const there = now.messages.get(where);
    if (!there) return { en: `the message with UID ${where} is missing`, 'zh-cn': `UID 为 ${where} 的邮件不见了` };
    if (there.digest !== message.digest) return { en: `the message with UID ${where} is another one`, 'zh-cn': `UID 为 ${where} 的邮件变了` };
    if (there.facts !== message.facts)
      return { en: `message ${where}: ${there.facts}; it was: ${message.facts}`, 'zh-cn': `邮件 ${where}：${there.facts}；原来是：${message.facts}` };
  }
  return null;
}
