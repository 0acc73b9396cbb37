import { ProbeFailure } from '../contract/check.ts';
import type { Connection } from './connection.ts';
import { notTheProtocol } from './failure.ts';

/** Brings a fresh clear-text connection to the point where the TLS handshake begins. Throws ProbeFailure when the server declines. */
export async function askForTls(connection: Connection, protocol: 'smtp' | 'imap' | 'pop3'): Promise<void> {
  switch (protocol) {
    case 'smtp': {
      await smtpReply(connection, '', '220');
      connection.sendLine('EHLO probe.internet.test');
      await smtpReply(connection, 'EHLO', '250');
      connection.sendLine('STARTTLS');
      return smtpReply(connection, 'STARTTLS', '220');
    }
    case 'imap': {
      const greeting = await connection.line('');
      if (!/^\* OK/i.test(greeting.text)) throw connection.fail(notTheProtocol(connection.to, 'IMAP', greeting.text));
      return imapStarttls(connection);
    }
    case 'pop3': {
      const greeting = await connection.line('');
      if (!greeting.text.startsWith('+OK')) throw connection.fail(notTheProtocol(connection.to, 'POP3', greeting.text));
      connection.sendLine('STLS');
      const answer = await connection.line('STLS');
      if (!answer.text.startsWith('+OK')) throw connection.fail(declined(connection.to, 'STLS', answer.text));
    }
  }
}

/** STARTTLS after an IMAP greeting (RFC 9051 §6.2.1), up to the tagged OK. */
export async function imapStarttls(connection: Connection): Promise<void> {
  connection.sendLine('S1 STARTTLS');
  const deadline = performance.now() + connection.timeout;
  for (;;) {
    const { text } = await connection.line('STARTTLS', deadline);
    if (text.startsWith('* ')) continue;
    if (/^S1 OK/i.test(text)) return;
    throw connection.fail(declined(connection.to, 'STARTTLS', text));
  }
}

async function smtpReply(connection: Connection, command: string, wanted: string): Promise<void> {
  const deadline = performance.now() + connection.timeout;
  for (;;) {
    const { text } = await connection.line(command, deadline);
    if (!/^\d{3}([ -]|$)/.test(text)) throw connection.fail(notTheProtocol(connection.to, 'SMTP', text));
    if (text[3] === '-') continue;
    if (text.startsWith(wanted)) return;
    throw connection.fail(declined(connection.to, command, text));
  }
}

function declined(to: string, command: string, answer: string): ProbeFailure {
  return command
    ? new ProbeFailure({ en: `${to} answered ${command} with "${answer}".`, 'zh-cn': `${to} 对 ${command} 的回应是“${answer}”。` })
    : new ProbeFailure({ en: `${to} greeted with "${answer}".`, 'zh-cn': `${to} 的问候是“${answer}”。` });
}
