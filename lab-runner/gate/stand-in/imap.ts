import type { Socket } from 'node:net';
import type { StandIn } from './facts.ts';
import { Lines } from './lines.ts';

const folders = ['INBOX', 'Drafts', 'Sent', 'Junk', 'Trash'];
const use: Record<string, string> = { Drafts: '\\Drafts', Sent: '\\Sent', Junk: '\\Junk', Trash: '\\Trash' };
const capabilities = 'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE STARTTLS AUTH=PLAIN AUTH=LOGIN NAMESPACE SPECIAL-USE QUOTA UIDPLUS MOVE ACL';

/** IMAP that lets everybody into a mailbox with all mail that came, in every folder; or nobody. */
export function imap(socket: Socket, standIn: StandIn): void {
  const { yes, name } = standIn;
  let waiting: ((line: string) => void) | null = null;
  let command = '';
  const lines = new Lines(socket, standIn, (line) => {
    if (waiting) {
      const take = waiting;
      waiting = null;
      return take(line);
    }
    command += line;
    const literal = /\{(\d+)(\+?)\}$/.exec(command);
    if (!literal) {
      const whole = command;
      command = '';
      return answer(whole);
    }
    if (!literal[2]) lines.say('+ go on');
    lines.count(Number(literal[1]), (data) => {
      command = `${command.slice(0, literal.index)}"${data.toString('latin1').slice(0, 200)}"`;
      if (/^\S+ APPEND /i.test(command)) standIn.mail.push({ raw: data, at: new Date() });
    });
  });
  lines.say(`* OK [CAPABILITY ${capabilities}] ${name} ready`);

  function answer(line: string): void {
    const [tag = '*', first = '', ...rest] = line.split(' ');
    const uid = first.toUpperCase() === 'UID';
    const verb = (uid ? (rest.shift() ?? '') : first).toUpperCase();
    const ok = (text = 'done') => lines.say(`${tag} OK ${text}`);
    if (verb === 'CAPABILITY') {
      lines.say(`* CAPABILITY ${capabilities}`);
      return ok();
    }
    if (verb === 'LOGOUT') {
      lines.say('* BYE');
      ok();
      return lines.end();
    }
    if (!yes) return lines.say(`${tag} NO [AUTHENTICATIONFAILED] Authentication failed.`);
    const exists = standIn.mail.length;
    switch (verb) {
      case 'STARTTLS':
        ok();
        return lines.secure();
      case 'AUTHENTICATE':
        if (rest.length > 1) return ok('Logged in');
        waiting = () => ok('Logged in');
        return lines.say('+ ');
      case 'IDLE':
        waiting = () => ok();
        return lines.say('+ idling');
      case 'NAMESPACE':
        lines.say('* NAMESPACE (("" "/")) NIL NIL');
        return ok();
      case 'LIST':
      case 'LSUB':
        if (line.endsWith('""')) lines.say(`* ${verb} (\\Noselect) "/" ""`);
        else for (const folder of folders) lines.say(`* ${verb} (${use[folder] ?? ''}) "/" ${folder}`);
        return ok();
      case 'SELECT':
      case 'EXAMINE':
        lines.say(
          '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
          `* ${exists} EXISTS`,
          '* 0 RECENT',
          '* OK [UIDVALIDITY 1] ok',
          `* OK [UIDNEXT ${exists + 1}] ok`,
        );
        return ok(verb === 'SELECT' ? '[READ-WRITE] done' : '[READ-ONLY] done');
      case 'STATUS':
        lines.say(`* STATUS ${rest[0]} (MESSAGES ${exists} RECENT 0 UIDNEXT ${exists + 1} UIDVALIDITY 1 UNSEEN 0)`);
        return ok();
      case 'SEARCH':
        lines.say(`* SEARCH ${standIn.mail.map((_, i) => i + 1).join(' ')}`.trim());
        return ok();
      case 'FETCH':
        for (const i of standIn.mail.keys()) fetch(i, line);
        return ok();
      case 'GETQUOTA':
      case 'GETQUOTAROOT':
        if (verb === 'GETQUOTAROOT') lines.say(`* QUOTAROOT ${rest[0]} ""`);
        lines.say('* QUOTA "" (STORAGE 1 1024)');
        return ok();
      case 'MYRIGHTS':
        lines.say(`* MYRIGHTS ${rest[0]} lrswipkxtea`);
        return ok();
      default:
        return ok();
    }
  }

  function fetch(index: number, line: string): void {
    const { raw, at } = standIn.mail[index] as { raw: Buffer; at: Date };
    const subject = /^subject:\s*(.*)$/im.exec(raw.toString('latin1'))?.[1]?.trim().replace(/["\\]/g, '') ?? '';
    const date = `${String(at.getUTCDate()).padStart(2, '0')}-${at.toUTCString().slice(8, 11)}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000`;
    const items = [`UID ${index + 1}`, 'FLAGS (\\Seen)', `INTERNALDATE "${date}"`, `RFC822.SIZE ${raw.length}`];
    if (/ENVELOPE/i.test(line)) items.push(`ENVELOPE (NIL "${subject}" NIL NIL NIL NIL NIL NIL NIL NIL)`);
    const body = /BODY(?:\.PEEK)?(\[[^\]]*\])|RFC822(?!\.)/i.exec(line);
    if (!body) return lines.say(`* ${index + 1} FETCH (${items.join(' ')})`);
    lines.write(Buffer.from(`* ${index + 1} FETCH (${items.join(' ')} ${body[1] ? `BODY${body[1]}` : 'RFC822'} {${raw.length}}\r\n`, 'latin1'));
    lines.write(raw);
    lines.say(')');
  }
}
