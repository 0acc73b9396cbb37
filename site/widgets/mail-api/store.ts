/** A small mail store that both protocols look at. Every change takes the next modification number. */
export interface Email {
  /** JMAP id: the same wherever the message is moved. */
  id: string;
  folder: string;
  /** IMAP UID in its folder. */
  uid: number;
  from: string;
  subject: string;
  /** When it arrived (INTERNALDATE, receivedAt), UTC. */
  received: string;
  body: string;
  flags: string[];
  modseq: number;
}

export interface Folder {
  name: string;
  id: string;
  role: string | null;
  uidValidity: number;
  uidNext: number;
}

export interface Store {
  folders: Folder[];
  emails: Email[];
  modseq: number;
  /** Messages that left a folder: for VANISHED. */
  vanished: { folder: string; uid: number; modseq: number }[];
  /** Ids that were destroyed: for Email/changes. */
  destroyed: { id: string; modseq: number }[];
  created: { id: string; modseq: number }[];
  nextId: number;
}

export function emptyStore(modseq = 1): Store {
  const folder = (name: string, id: string, role: string | null, uidValidity: number): Folder => ({ name, id, role, uidValidity, uidNext: 1 });
  return {
    folders: [folder('Archive', 'mb-archive', 'archive', 1_795_580_719), folder('INBOX', 'mb-inbox', 'inbox', 1_795_580_718)],
    emails: [],
    modseq,
    vanished: [],
    destroyed: [],
    created: [],
    nextId: 1,
  };
}

export function addEmail(
  store: Store,
  folder: string,
  email: Pick<Email, 'from' | 'subject' | 'received' | 'body'> & { flags?: string[] },
  id?: string,
): Email {
  const where = folderOf(store, folder);
  if (!where) throw new Error(`expected a folder of the store, found ${folder}`);
  const made: Email = { ...email, id: id ?? `e${store.nextId++}`, folder: where.name, uid: where.uidNext++, flags: email.flags ?? [], modseq: ++store.modseq };
  if (!id) store.created.push({ id: made.id, modseq: made.modseq });
  store.emails.push(made);
  return made;
}

export function setFlags(store: Store, email: Email, flags: string[]): boolean {
  const same = flags.length === email.flags.length && flags.every((flag) => email.flags.includes(flag));
  if (same) return false;
  email.flags = flags;
  email.modseq = ++store.modseq;
  return true;
}

/** Takes a message out of its folder; its UID there is never used again. */
export function removeEmail(store: Store, email: Email, gone: boolean): void {
  store.emails = store.emails.filter((other) => other !== email);
  store.modseq++;
  store.vanished.push({ folder: email.folder, uid: email.uid, modseq: store.modseq });
  if (gone) store.destroyed.push({ id: email.id, modseq: store.modseq });
}

/** A move keeps the id (JMAP) and gives a new UID (IMAP). */
export function moveEmail(store: Store, email: Email, folder: string): Email {
  removeEmail(store, email, false);
  return addEmail(store, folder, email, email.id);
}

export function folderOf(store: Store, name: string): Folder | undefined {
  // INBOX is one name in any case (RFC 9051 §5.1); all others are as they are written.
  return store.folders.find((folder) => folder.name === name || (folder.name === 'INBOX' && name.toUpperCase() === 'INBOX'));
}

/** In the order of their UIDs: the order of message sequence numbers. */
export const emailsIn = (store: Store, folder: string): Email[] => store.emails.filter((email) => email.folder === folder).toSorted((a, b) => a.uid - b.uid);
