import { hex, hmacSha256 } from '../shared/hmac.ts';
import { addressesIn, fieldsNamed, parseMail } from '../sieve-sandbox/message.ts';
import { partsOf } from './mime.ts';

export const choices = ['id', 'from', 'to', 'subject', 'date', 'text', 'attachments', 'spam'] as const;
export type Choice = (typeof choices)[number];
/** Who the receiver is: our own program, or a chat that takes one text. */
export type Shape = 'plain' | 'chat';

export type Problem = 'no-mail' | 'no-id' | 'no-from' | 'unknown-charset' | 'personal';

export interface Webhook {
  body: string;
  headers: [string, string][];
  problems: Problem[];
}

export interface Settings {
  shape: Shape;
  chosen: readonly Choice[];
  /** Text is cut after so many characters. */
  textLimit: number;
  secret: string;
  /** Unix time in seconds. */
  now: number;
}

/** A pasted message as the request that a webhook would send. */
export function buildWebhook(message: string, settings: Settings): Webhook {
  const mail = parseMail(message);
  const one = (name: string) => fieldsNamed(mail, name)[0]?.text ?? null;
  const parts = partsOf(mail);
  const text = [...parts.text.trim()];
  const cut = text.length > settings.textLimit;
  const all: Record<Choice, unknown> = {
    id: one('message-id'),
    from: addressesIn(fieldsNamed(mail, 'from')[0]?.raw ?? '')[0] ?? null,
    to: fieldsNamed(mail, 'to').flatMap((field) => addressesIn(field.raw)),
    subject: one('subject'),
    date: isoDate(one('date')),
    text: text.slice(0, settings.textLimit).join('') + (cut ? '…' : ''),
    attachments: parts.attachments,
    spam: /^yes\b/i.test(one('x-spam-flag') ?? one('x-spam') ?? 'no'),
  };
  const payload =
    settings.shape === 'plain'
      ? Object.fromEntries(choices.filter((choice) => settings.chosen.includes(choice)).map((choice) => [choice, all[choice]]))
      : { text: [`${all.subject ?? ''} — ${all.from ?? ''}`, ...(settings.chosen.includes('text') ? [String(all.text)] : [])].join('\n') };
  const body = JSON.stringify(payload, null, 2);
  const bytes = new TextEncoder();
  const problems: Problem[] = [];
  if (mail.fields.length === 0) problems.push('no-mail');
  else {
    if (all.id === null) problems.push('no-id');
    if (all.from === null) problems.push('no-from');
  }
  if (parts.unknown.length > 0) problems.push('unknown-charset');
  if (settings.chosen.includes('text')) problems.push('personal');
  const headers: [string, string][] = [['Content-Type', 'application/json']];
  if (all.id !== null) headers.push(['Idempotency-Key', String(all.id)]);
  if (settings.secret !== '') {
    // The time is signed as well, so that a request that was overheard cannot be sent again tomorrow.
    const mac = hmacSha256(bytes.encode(settings.secret), bytes.encode(`${settings.now}.${body}`));
    headers.push(['X-Timestamp', String(settings.now)], ['X-Signature', `sha256=${hex(mac)}`]);
  }
  return { body, headers, problems };
}

function isoDate(date: string | null): string | null {
  if (date === null) return null;
  // RFC 5322 dates may end in a comment, which Date.parse does not take.
  const time = Date.parse(date.replace(/\([^)]*\)/g, ''));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
