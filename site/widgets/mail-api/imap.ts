import { searchTest } from './search.ts';
import { addEmail, type Email, emailsIn, type Folder, folderOf, moveEmail, removeEmail, type Store, setFlags } from './store.ts';
import { type Item, itemsOf, numberSet, shortSet, textOf } from './tokens.ts';

const system = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'];
export const password = 'harbour-lamp-27';
export const user = 'lin@k3f9.test';

interface Answer {
  lines: string[];
  status: 'OK' | 'NO' | 'BAD';
  text: string;
}
const ok = (text: string, ...lines: string[]): Answer => ({ lines, status: 'OK', text });
const no = (text: string): Answer => ({ lines: [], status: 'NO', text });
const bad = (text: string): Answer => ({ lines: [], status: 'BAD', text });

/** One IMAP connection (RFC 9051; RFC 7162 for CONDSTORE and QRESYNC). Answers like Dovecot 2.4.1, without \Recent. */
export class ImapSession {
  readonly store: Store;
  private state: 'new' | 'in' | 'out' = 'new';
  private folder: Folder | null = null;
  private readOnly = false;
  private qresync = false;
  private condstore = false;
  /** What this client believes to be there: sequence numbers are its, not the store's. */
  private view: Email[] = [];
  private known = new Map<number, string>();
  constructor(store: Store) {
    this.store = store;
  }

  /** What the server says to a line, the tagged line last. */
  say(line: string): string[] {
    if (this.state === 'out') return ['(connection closed: begin anew)'];
    const [, tag, name, rest] = /^(\S+)(?: +(\S+)(?: +(.*))?)?$/.exec(line.trim()) ?? [];
    if (!tag) return ['* BAD Expected a tag and a command, such as: a1 NOOP'];
    if (!name) return [`${tag} BAD Expected a command after the tag: every IMAP command begins with a name of your own for it, such as a1.`];
    const items = itemsOf(rest ?? '');
    const answer = items ? this.command(name.toUpperCase(), items) : bad('Quotes or parentheses do not close');
    const news = answer.status !== 'BAD' && this.folder && !['FETCH', 'STORE', 'SEARCH'].includes(name.toUpperCase()) ? this.news() : [];
    return [...answer.lines, ...news, `${tag} ${answer.status} ${answer.text}`];
  }

  private command(name: string, items: Item[]): Answer {
    switch (name) {
      case 'CAPABILITY':
        return ok('Capability completed.', '* CAPABILITY IMAP4rev1 IMAP4rev2 ENABLE IDLE UIDPLUS MOVE UNSELECT CONDSTORE QRESYNC');
      case 'NOOP':
        return ok('NOOP completed.');
      case 'LOGOUT':
        this.state = 'out';
        this.folder = null;
        return ok('Logout completed.', '* BYE Logging out');
      case 'LOGIN':
        if (this.state === 'in') return bad('Already logged in.');
        if (textOf(items[0]) !== user || textOf(items[1]) !== password) return no('[AUTHENTICATIONFAILED] Authentication failed.');
        this.state = 'in';
        return ok('Logged in');
    }
    if (!known.has(name)) return bad(`Unknown command ${name}. Here: ${[...known].join(' ')}`);
    if (this.state !== 'in') return bad(`Log in first: a1 LOGIN ${user} ${password}`);
    switch (name) {
      case 'ENABLE': {
        const asked = items.map((item) => textOf(item)?.toUpperCase());
        this.condstore ||= asked.includes('CONDSTORE') || asked.includes('QRESYNC');
        this.qresync ||= asked.includes('QRESYNC');
        return ok('Enabled.', `* ENABLED ${asked.filter((ext) => ext === 'CONDSTORE' || ext === 'QRESYNC').join(' ')}`.trim());
      }
      case 'LIST':
        if (items.length !== 2) return bad('Expected LIST "" "*"');
        return ok(
          'List completed.',
          ...this.store.folders
            .filter((folder) => globOf(textOf(items[1]) ?? '').test(folder.name))
            .map((folder) => `* LIST (\\HasNoChildren) "/" ${folder.name}`),
        );
      case 'STATUS':
        return this.status(items);
      case 'SELECT':
      case 'EXAMINE':
        return this.select(items, name === 'EXAMINE');
    }
    if (!this.folder) return bad('No mailbox selected: a2 SELECT INBOX');
    if (name === 'UID') {
      const [first, ...rest] = items;
      const inner = textOf(first)?.toUpperCase() ?? '';
      if (!['FETCH', 'STORE', 'SEARCH', 'COPY', 'MOVE', 'EXPUNGE'].includes(inner))
        return bad(`UID expected FETCH, STORE, SEARCH, COPY, MOVE or EXPUNGE, found ${inner || 'nothing'}`);
      return this.onMessages(inner, rest, true);
    }
    if (name === 'CLOSE' || name === 'UNSELECT') {
      if (name === 'CLOSE' && !this.readOnly) for (const email of this.view.filter((e) => e.flags.includes('\\Deleted'))) removeEmail(this.store, email, true);
      this.folder = null;
      return ok(`${name === 'CLOSE' ? 'Close' : 'Unselect'} completed.`);
    }
    return this.onMessages(name, items, false);
  }

  private onMessages(name: string, items: Item[], uid: boolean): Answer {
    if (name === 'SEARCH') {
      const test = searchTest(items, this.view.at(-1)?.uid ?? 0, this.view.length);
      if (!test) return bad('SEARCH expected keys such as UNSEEN, FROM "wang", SINCE 4-Nov-2026');
      const found = this.view.flatMap((email, i) => (test(email, i + 1) ? [uid ? email.uid : i + 1] : []));
      return ok('Search completed.', `* SEARCH${found.map((n) => ` ${n}`).join('')}`);
    }
    if (name === 'EXPUNGE') {
      if (this.readOnly) return no('[READ-ONLY] Mailbox is read-only');
      const set = uid ? numberSet(textOf(items[0]) ?? '', this.view.at(-1)?.uid ?? 0) : () => true;
      if (!set) return bad('UID EXPUNGE expected a set of UIDs');
      for (const email of this.view.filter((e) => e.flags.includes('\\Deleted') && set(e.uid)))
        if (this.store.emails.includes(email)) removeEmail(this.store, email, true);
      return ok('Expunge completed.', ...this.gone());
    }
    const set = numberSet(textOf(items[0]) ?? '', uid ? (this.view.at(-1)?.uid ?? 0) : this.view.length);
    if (!set) return bad(`${name} expected a set of ${uid ? 'UIDs' : 'sequence numbers'} such as 1,3:5 or 1:*`);
    const chosen = this.view.map((email, i) => ({ email, n: i + 1 })).filter(({ email, n }) => set(uid ? email.uid : n));
    if (!uid && chosen.length === 0) return bad(`Invalid messageset: there are ${this.view.length} messages`);
    if (name === 'FETCH') return this.fetch(chosen, items.slice(1), uid);
    if (name === 'STORE') return this.storeFlags(chosen, items.slice(1), uid);
    const target = folderOf(this.store, textOf(items[1]) ?? '');
    if (!target) return no(`[TRYCREATE] Mailbox doesn't exist: ${textOf(items[1]) ?? ''}`);
    if (name === 'MOVE' && this.readOnly) return no('[READ-ONLY] Mailbox is read-only');
    if (chosen.length === 0) return ok(`${name === 'COPY' ? 'Copy' : 'Move'} completed.`);
    const from = chosen.map(({ email }) => email.uid);
    const to = chosen.map(
      ({ email }) =>
        (name === 'COPY' ? addEmail(this.store, target.name, { ...email, flags: [...email.flags] }) : moveEmail(this.store, email, target.name)).uid,
    );
    const code = `[COPYUID ${target.uidValidity} ${shortSet(from)} ${shortSet(to)}]`;
    return name === 'COPY' ? ok(`${code} Copy completed.`) : ok('Move completed.', `* OK ${code} Moved UIDs.`, ...this.gone());
  }

  private fetch(chosen: { email: Email; n: number }[], items: Item[], uid: boolean): Answer {
    const [what, modifiers] = items;
    const given = what && 'list' in what ? what.list.map((item) => textOf(item) ?? '') : [textOf(what) ?? ''];
    const wanted = given.flatMap((item) => (item.toUpperCase() === 'FAST' ? ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'] : [item]));
    if (wanted.some((item) => item === '') || items.length > 2) return bad('Invalid arguments: FETCH expected a set and items, such as FETCH 1:* (UID FLAGS)');
    const unknown = wanted.find(
      (item) => !/^(uid|flags|modseq|internaldate|rfc822\.size|body(\.peek)?\[(header\.fields \([^)]*\)|header|text)?\])$/i.test(item),
    );
    if (unknown !== undefined)
      return bad(
        `Unknown item ${unknown}. Here: UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE BODY[] BODY[HEADER] BODY[TEXT] BODY[HEADER.FIELDS (…)], each with .PEEK`,
      );
    let since = 0;
    let vanished: string[] = [];
    if (modifiers) {
      const list = 'list' in modifiers ? modifiers.list.map((item) => textOf(item)?.toUpperCase() ?? '') : [];
      since = Number(list[1]);
      if (list[0] !== 'CHANGEDSINCE' || !Number.isInteger(since)) return bad('Expected (CHANGEDSINCE number)');
      if (list.includes('VANISHED')) {
        if (!this.qresync || !uid) return bad('VANISHED needs UID FETCH and ENABLE QRESYNC first (RFC 7162 §3.2.6)');
        vanished = this.vanishedSince(since);
      }
      this.condstore = true;
      if (!wanted.some((item) => /^modseq$/i.test(item))) wanted.push('MODSEQ');
    }
    if (wanted.some((item) => /^modseq$/i.test(item))) this.condstore = true;
    if (uid && !wanted.some((item) => /^uid$/i.test(item))) wanted.unshift('UID');
    const lines = chosen
      .filter(({ email }) => email.modseq > since)
      .map(({ email, n }) => {
        const parts = wanted.map((item) => this.part(email, item));
        // Reading a body without .PEEK marks the message as seen, and says so (§6.4.5).
        if (wanted.some((item) => /^body\[/i.test(item)) && !this.readOnly && setFlags(this.store, email, [...new Set([...email.flags, '\\Seen'])]))
          parts.push(`FLAGS (${email.flags.join(' ')})`);
        this.known.set(email.uid, email.flags.join(' '));
        return `* ${n} FETCH (${parts.join(' ')})`;
      });
    return ok('Fetch completed.', ...vanished, ...lines.flatMap((line) => line.split('\n')));
  }

  private part(email: Email, item: string): string {
    const name = item.toUpperCase();
    if (name === 'UID') return `UID ${email.uid}`;
    if (name === 'FLAGS') return `FLAGS (${email.flags.join(' ')})`;
    if (name === 'MODSEQ') return `MODSEQ (${email.modseq})`;
    const head = `From: ${email.from}\nTo: ${user}\nSubject: ${email.subject}\n`;
    if (name === 'INTERNALDATE')
      return `INTERNALDATE "${new Date(email.received).toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+).*/, '$1-$2-$3 $4')} +0000"`;
    if (name === 'RFC822.SIZE') return `RFC822.SIZE ${octets(`${head}\n${email.body}\n`)}`;
    const section = (/\[(.*)\]/.exec(item) as RegExpExecArray)[1] as string;
    const fields = /^header\.fields \((.*)\)$/i.exec(section)?.[1]?.toLowerCase().split(' ');
    const text = fields
      ? `${head
          .split('\n')
          .filter((line) => fields.includes((line.split(':')[0] as string).toLowerCase()))
          .map((line) => `${line}\n`)
          .join('')}\n`
      : /^header$/i.test(section)
        ? `${head}\n`
        : /^text$/i.test(section)
          ? `${email.body}\n`
          : `${head}\n${email.body}\n`;
    return `BODY[${section.toUpperCase()}] {${octets(text)}}\n${text}`;
  }

  private storeFlags(chosen: { email: Email; n: number }[], items: Item[], uid: boolean): Answer {
    let rest = items;
    let unchanged = Number.POSITIVE_INFINITY;
    const [first] = rest;
    if (first && 'list' in first && textOf(first.list[0])?.toUpperCase() === 'UNCHANGEDSINCE') {
      unchanged = Number(textOf(first.list[1]));
      if (!Number.isInteger(unchanged)) return bad('UNCHANGEDSINCE expected a number');
      this.condstore = true;
      rest = rest.slice(1);
    }
    const how = /^([+-]?)flags(\.silent)?$/i.exec(textOf(rest[0]) ?? '');
    const list = rest[1] && 'list' in rest[1] ? rest[1].list : rest.slice(1);
    const flags = list.map((item) => system.find((flag) => flag.toLowerCase() === textOf(item)?.toLowerCase()) ?? textOf(item) ?? '');
    if (!how || rest.length < 2) return bad('STORE expected FLAGS, +FLAGS or -FLAGS (also .SILENT), and a list such as (\\Seen)');
    const wrong = flags.find((flag) => flag.startsWith('\\') && !system.includes(flag));
    if (wrong) return bad(`There is no flag ${wrong}: ${system.join(' ')}, or a keyword without a backslash`);
    if (this.readOnly) return ok('Store ignored with read-only mailbox.');
    const failed: number[] = [];
    const lines: string[] = [];
    for (const { email, n } of chosen) {
      if (email.modseq > unchanged) {
        failed.push(uid ? email.uid : n);
        continue;
      }
      const next = how[1] === '' ? flags : how[1] === '+' ? [...new Set([...email.flags, ...flags])] : email.flags.filter((flag) => !flags.includes(flag));
      const order = [...system.filter((flag) => next.includes(flag)), ...next.filter((flag) => !system.includes(flag))];
      setFlags(this.store, email, order);
      this.known.set(email.uid, email.flags.join(' '));
      const parts = [
        ...(uid ? [`UID ${email.uid}`] : []),
        ...(how[2] ? [] : [`FLAGS (${email.flags.join(' ')})`]),
        ...(this.condstore ? [`MODSEQ (${email.modseq})`] : []),
      ];
      // With CONDSTORE even .SILENT tells the new MODSEQ (RFC 7162 §3.1.3).
      if (!how[2] || this.condstore) lines.push(`* ${n} FETCH (${parts.join(' ')})`);
    }
    return failed.length > 0 ? ok(`[MODIFIED ${shortSet(failed)}] Conditional store failed.`, ...lines) : ok('Store completed.', ...lines);
  }

  private status(items: Item[]): Answer {
    const folder = folderOf(this.store, textOf(items[0]) ?? '');
    if (!folder) return no(`[NONEXISTENT] Mailbox doesn't exist: ${textOf(items[0]) ?? ''}`);
    const wanted = items[1] && 'list' in items[1] ? items[1].list.map((item) => textOf(item)?.toUpperCase() ?? '') : [];
    const emails = emailsIn(this.store, folder.name);
    // In the order in which Dovecot says them, whatever was asked first.
    const all: [string, number][] = [
      ['MESSAGES', emails.length],
      ['UIDNEXT', folder.uidNext],
      ['UIDVALIDITY', folder.uidValidity],
      ['UNSEEN', emails.filter((email) => !email.flags.includes('\\Seen')).length],
      ['HIGHESTMODSEQ', this.store.modseq],
    ];
    if (wanted.length === 0 || wanted.some((name) => !all.some(([known]) => known === name)))
      return bad('STATUS expected a folder and a list out of (MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ)');
    return ok(
      'Status completed.',
      `* STATUS ${folder.name} (${all
        .filter(([name]) => wanted.includes(name))
        .map(([name, value]) => `${name} ${value}`)
        .join(' ')})`,
    );
  }

  private select(items: Item[], readOnly: boolean): Answer {
    const closed = this.folder ? ['* OK [CLOSED] Previous mailbox closed.'] : [];
    const folder = folderOf(this.store, textOf(items[0]) ?? '');
    const option = items[1] && 'list' in items[1] ? items[1].list : [];
    const kind = textOf(option[0])?.toUpperCase();
    if (kind === 'QRESYNC' && !this.qresync) return bad('QRESYNC not enabled: ENABLE QRESYNC first (RFC 7162 §3.2.5)');
    this.folder = null;
    if (!folder) return no(`[NONEXISTENT] Mailbox doesn't exist: ${textOf(items[0]) ?? ''}`);
    if (kind === 'CONDSTORE') this.condstore = true;
    this.folder = folder;
    this.readOnly = readOnly;
    this.view = emailsIn(this.store, folder.name);
    this.known = new Map(this.view.map((email) => [email.uid, email.flags.join(' ')]));
    const unseen = this.view.findIndex((email) => !email.flags.includes('\\Seen'));
    const lines = [
      ...closed,
      `* FLAGS (${system.join(' ')})`,
      readOnly ? '* OK [PERMANENTFLAGS ()] Read-only mailbox.' : `* OK [PERMANENTFLAGS (${system.join(' ')} \\*)] Flags permitted.`,
      `* ${this.view.length} EXISTS`,
      ...(unseen >= 0 ? [`* OK [UNSEEN ${unseen + 1}] First unseen.`] : []),
      `* OK [UIDVALIDITY ${folder.uidValidity}] UIDs valid`,
      `* OK [UIDNEXT ${folder.uidNext}] Predicted next UID`,
      `* OK [HIGHESTMODSEQ ${this.store.modseq}] Highest`,
    ];
    const known_ = option[1] && 'list' in option[1] ? option[1].list.map((item) => Number(textOf(item))) : [];
    // Another UIDVALIDITY: what the client remembers is void, and it is told nothing more (RFC 7162 §3.2.5).
    if (kind === 'QRESYNC' && known_[0] === folder.uidValidity)
      lines.push(
        ...this.vanishedSince(known_[1] ?? 0),
        ...this.view.flatMap((email, i) =>
          email.modseq > (known_[1] ?? 0) ? [`* ${i + 1} FETCH (UID ${email.uid} FLAGS (${email.flags.join(' ')}) MODSEQ (${email.modseq}))`] : [],
        ),
      );
    return ok(readOnly ? '[READ-ONLY] Examine completed.' : '[READ-WRITE] Select completed.', ...lines);
  }

  private vanishedSince(modseq: number): string[] {
    const uids = this.store.vanished.filter((v) => v.folder === this.folder?.name && v.modseq > modseq).map((v) => v.uid);
    return uids.length > 0 ? [`* VANISHED (EARLIER) ${shortSet(uids.toSorted((a, b) => a - b))}`] : [];
  }

  /** What others changed meanwhile. Not after FETCH, STORE and SEARCH: numbers must not shift under a client's hands (RFC 9051 §7.5.1). */
  private news(): string[] {
    const lines = this.gone();
    const now = emailsIn(this.store, this.folder?.name ?? '');
    for (const [i, email] of this.view.entries())
      if (this.known.get(email.uid) !== email.flags.join(' '))
        lines.push(
          `* ${i + 1} FETCH (${this.condstore ? `UID ${email.uid} ` : ''}FLAGS (${email.flags.join(' ')})${this.condstore ? ` MODSEQ (${email.modseq})` : ''})`,
        );
    if (now.length > this.view.length) lines.push(`* ${now.length} EXISTS`);
    this.view = now;
    this.known = new Map(now.map((email) => [email.uid, email.flags.join(' ')]));
    return lines;
  }

  private gone(): string[] {
    const here = new Set(this.store.emails);
    const uids: number[] = [];
    const lines: string[] = [];
    for (let i = 0; i < this.view.length; )
      if (here.has(this.view[i] as Email)) i++;
      else {
        uids.push((this.view[i] as Email).uid);
        lines.push(`* ${i + 1} EXPUNGE`);
        this.view.splice(i, 1);
      }
    return this.qresync && uids.length > 0 ? [`* VANISHED ${shortSet(uids)}`] : lines;
  }
}

const known = new Set([
  'CAPABILITY',
  'NOOP',
  'LOGIN',
  'LOGOUT',
  'ENABLE',
  'LIST',
  'STATUS',
  'SELECT',
  'EXAMINE',
  'FETCH',
  'STORE',
  'SEARCH',
  'COPY',
  'MOVE',
  'EXPUNGE',
  'UID',
  'CLOSE',
  'UNSELECT',
]);
const octets = (text: string): number => new TextEncoder().encode(text.replace(/\n/g, '\r\n')).length;
const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/%/g, '[^/]*')}$`,
    'i',
  );
