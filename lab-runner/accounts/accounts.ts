import { randomBytes, randomUUID } from 'node:crypto';
import type { Role, Scope } from '../contract/account.ts';
import { PostlabError } from '../errors.ts';
import type { AccountStore, PersonRow, TokenRow } from './account-store.ts';
import { Guessing } from './guessing.ts';
import { hashOf, hashPassword, newCode, newSecret, passcodeHash, passwordFits } from './secrets.ts';

/** Who asks. `nobody` has no account here: in solo mode that is a learner all the same, told apart by a cookie of its own. */
export type Actor =
  | { kind: 'nobody' }
  | { kind: 'person'; id: string; role: Role; name: string; session: string }
  | { kind: 'token'; name: string; scopes: readonly Scope[] /** A key of `secrets.json`, which may do everything. */; instance?: true };

export interface AccountsOptions {
  store: AccountStore;
  /** Keys what must be found by its hash. */
  key: string;
  now: () => Date;
}

const day = 24 * 3_600_000;
const lifetime = { learner: 180 * day, staff: 14 * day, link: 7 * day };
/** Milliseconds between two notes that a session is in use. */
const seenEvery = 60_000;

/** People, how they prove who they are, and what privileged ones did. */
export class Accounts {
  readonly #o: AccountsOptions;
  /** A classroom sits behind one address: an address may be wrong often before it waits, a name or a link may not. */
  readonly #byAddress: Guessing;
  readonly #byName: Guessing;

  constructor(options: AccountsOptions) {
    this.#o = options;
    const now = () => options.now().getTime();
    this.#byAddress = new Guessing({ free: 40, wait: 2_000, longest: 300_000, forget: 600_000 }, now);
    this.#byName = new Guessing({ free: 5, wait: 5_000, longest: 900_000, forget: 3_600_000 }, now);
  }

  #stamp(after = 0): string {
    return new Date(this.#o.now().getTime() + after).toISOString();
  }

  /** Runs a guess at something secret; `work` says what came of it, undefined for a wrong one. Throws 429 for too many. */
  async guess<T>(address: string, work: () => Promise<T | undefined>, refused: () => PostlabError): Promise<T> {
    this.#byAddress.allow(address);
    const found = await work();
    if (found !== undefined) return found;
    this.#byAddress.wrong(address);
    throw refused();
  }

  /** The person of a session's cookie, or nobody. */
  async ofSession(secret: string): Promise<Actor> {
    const row = await this.#o.store.session(hashOf(secret));
    const now = this.#stamp();
    if (!row || row.expiresAt < now) return { kind: 'nobody' };
    const person = await this.#o.store.person(row.person);
    if (!person) return { kind: 'nobody' };
    if (this.#o.now().getTime() - Date.parse(row.seenAt) > seenEvery) {
      await this.#o.store.changeSession(row.id, { seenAt: now, expiresAt: this.#stamp(lifetimeOf(person)) });
      await this.#o.store.changePerson(person.id, { seenAt: now });
    }
    return { kind: 'person', id: person.id, role: person.role as Role, name: person.name, session: row.id };
  }

  /** Null when it is no token of ours, or an expired one. */
  async ofToken(token: string): Promise<Actor | null> {
    const row = await this.#o.store.token(hashOf(token));
    if (!row || row.expiresAt < this.#stamp()) return null;
    await this.#o.store.changeToken(row.id, { lastUsedAt: this.#stamp() });
    return { kind: 'token', name: row.name, scopes: JSON.parse(row.scopesJson) as Scope[] };
  }

  /** A new session; what the browser had before ends, so that a cookie planted before login is worth nothing after it. */
  async openSession(person: string, former: string | null): Promise<{ secret: string; maxAge: number }> {
    const row = await this.#must(person);
    if (former) await this.#o.store.removeSession(hashOf(former));
    const secret = newSecret();
    const at = this.#stamp();
    await this.#o.store.addSession({ id: hashOf(secret), person, createdAt: at, seenAt: at, expiresAt: this.#stamp(lifetimeOf(row)) });
    await this.#o.store.changePerson(person, { seenAt: at });
    return { secret, maxAge: Math.floor(lifetimeOf(row) / 1000) };
  }

  async closeSession(secret: string): Promise<void> {
    await this.#o.store.removeSession(hashOf(secret));
  }

  /** @returns the passcode is shown once and kept as a hash only. */
  async addLearner(details: { name: string; email?: string | undefined; studentNumber?: string | undefined }): Promise<{ person: string; passcode: string }> {
    const passcode = newCode(3);
    const row = this.#row('learner', details.name);
    await this.#o.store.addPerson({
      ...row,
      email: details.email ?? null,
      studentNumber: details.studentNumber ?? null,
      passcodeHash: passcodeHash(this.#o.key, passcode),
    });
    return { person: row.id, passcode };
  }

  async newPasscode(person: string): Promise<string> {
    const passcode = newCode(3);
    await this.#must(person);
    await this.#o.store.changePerson(person, { passcodeHash: passcodeHash(this.#o.key, passcode) });
    return passcode;
  }

  async resume(passcode: string, address: string): Promise<PersonRow> {
    return this.guess(
      address,
      () => this.#o.store.personByPasscode(passcodeHash(this.#o.key, passcode)),
      () =>
        new PostlabError({
          code: 'wrong-passcode',
          status: 401,
          message: 'No learner has this passcode.',
          hint: 'It is three groups of four letters and digits, shown when you joined. Your instructor can give you a new one.',
        }),
    );
  }

  async login(name: string, password: string, address: string): Promise<PersonRow> {
    const key = `name|${name.toLowerCase()}`;
    this.#byName.allow(key);
    return this.guess(
      address,
      async () => {
        const known = (await this.#o.store.staff()).find((p) => p.name.toLowerCase() === name.toLowerCase());
        if (await passwordFits(password, known?.passwordHash ?? null)) {
          this.#byName.right(key);
          return known;
        }
        this.#byName.wrong(key);
        return undefined;
      },
      () =>
        new PostlabError({
          code: 'wrong-login',
          status: 401,
          message: 'This name and this password do not belong together.',
          hint: 'A sign-in link works without a password: ask an admin for one, or run "npx postlab link" on the machine that runs Postlab.',
        }),
    );
  }

  /** Other sessions of that person end. Who has a password gives it. */
  async setPassword(person: string, session: string, current: string | undefined, password: string): Promise<void> {
    const row = await this.#must(person);
    this.#byName.allow(`password|${person}`);
    if (row.passwordHash !== null && !(await passwordFits(current ?? '', row.passwordHash))) {
      this.#byName.wrong(`password|${person}`);
      throw new PostlabError({
        code: 'wrong-password',
        status: 403,
        message: 'The current password is another one.',
        hint: 'Type the password that you log in with.',
      });
    }
    await this.#o.store.changePerson(person, { passwordHash: await hashPassword(password) });
    await this.#o.store.removeSessionsOf(person, session);
  }

  staff(): Promise<PersonRow[]> {
    return this.#o.store.staff();
  }

  /** Throws `name-taken` (409): staff log in by name. */
  async addStaff(name: string, role: Exclude<Role, 'learner'>): Promise<PersonRow> {
    if ((await this.#o.store.staff()).some((p) => p.name.toLowerCase() === name.toLowerCase()))
      throw new PostlabError({
        code: 'name-taken',
        status: 409,
        message: `There is an account "${name}" already.`,
        hint: 'Choose another name; staff log in by it.',
      });
    const row = this.#row(role, name);
    await this.#o.store.addPerson(row);
    return row;
  }

  /** Throws `last-admin` (409): somebody must be able to let others in. */
  async removeStaff(person: string): Promise<void> {
    const row = await this.#must(person);
    if (row.role === 'learner') throw unknownPerson();
    const admins = (await this.#o.store.staff()).filter((p) => p.role === 'admin');
    if (row.role === 'admin' && admins.length === 1)
      throw new PostlabError({ code: 'last-admin', status: 409, message: `${row.name} is the only admin.`, hint: 'Make another admin first.' });
    await this.#o.store.removePerson(person);
  }

  /** The person of the one-time link that is printed at each start: the first admin, made when there is none. */
  async firstAdmin(): Promise<PersonRow> {
    const known = (await this.#o.store.staff()).find((p) => p.role === 'admin');
    return known ?? this.addStaff('Instructor', 'admin');
  }

  /** A link that signs its person in once; links made before and not used are worth nothing any more. */
  async signInLink(person: string): Promise<{ secret: string; path: string; expiresAt: string }> {
    await this.#must(person);
    await this.#o.store.removeOld(this.#stamp());
    await this.#o.store.removeUnusedLinksOf(person);
    const secret = newSecret();
    const expiresAt = this.#stamp(lifetime.link);
    await this.#o.store.addLink({ id: hashOf(secret), person, createdAt: this.#stamp(), expiresAt, usedAt: null });
    return { secret, path: `/instructor/?link=${secret}`, expiresAt };
  }

  async useLink(secret: string, address: string): Promise<PersonRow> {
    return this.guess(
      address,
      async () => {
        const row = await this.#o.store.link(hashOf(secret));
        if (!row || row.expiresAt < this.#stamp() || !(await this.#o.store.useLink(row.id, this.#stamp()))) return undefined;
        return this.#o.store.person(row.person);
      },
      () =>
        new PostlabError({
          code: 'link-used',
          status: 401,
          message: 'This sign-in link has been used, or has been replaced by a newer one.',
          hint: 'Run "npx postlab link" on the machine that runs Postlab: it prints a new one.',
        }),
    );
  }

  async addToken(name: string, scopes: readonly Scope[], days: number): Promise<{ row: TokenRow; token: string }> {
    const token = `postlab_${newSecret()}`;
    const row: TokenRow = {
      id: randomUUID(),
      hash: hashOf(token),
      name,
      scopesJson: JSON.stringify([...new Set(scopes)]),
      createdAt: this.#stamp(),
      expiresAt: this.#stamp(days * day),
      lastUsedAt: null,
    };
    await this.#o.store.addToken(row);
    return { row, token };
  }

  tokens(): Promise<TokenRow[]> {
    return this.#o.store.tokens();
  }

  async removeToken(id: string): Promise<void> {
    if (!(await this.#o.store.removeToken(id)))
      throw new PostlabError({ code: 'unknown-token', status: 404, message: 'There is no such token.', hint: 'GET /api/tokens lists all.' });
  }

  /** Every privileged act is written down before it is answered. */
  audit(who: Actor, act: string, subject: string, detail = ''): Promise<void> {
    return this.#o.store.addAudit({ at: this.#stamp(), who: nameOf(who), act, subject, detail });
  }

  auditRows(query: { q: string; before: number | null; limit: number }) {
    return this.#o.store.audit(query);
  }

  find(person: string): Promise<PersonRow | undefined> {
    return this.#o.store.person(person);
  }

  /** With everything that hangs on the person by reference; attempts are the caller's matter. */
  async erase(person: string): Promise<void> {
    await this.#o.store.removePerson(person);
  }

  #row(role: Role, name: string): PersonRow {
    return {
      id: randomBytes(12).toString('hex'),
      role,
      name,
      email: null,
      studentNumber: null,
      passwordHash: null,
      passcodeHash: null,
      createdAt: this.#stamp(),
      seenAt: null,
    };
  }

  async #must(id: string): Promise<PersonRow> {
    const row = await this.#o.store.person(id);
    if (!row) throw unknownPerson();
    return row;
  }
}

export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'nobody':
      return 'nobody';
    case 'person':
      return `${actor.name} (${actor.role})`;
    case 'token':
      return `token "${actor.name}"`;
  }
}

const lifetimeOf = (row: PersonRow) => (row.role === 'learner' ? lifetime.learner : lifetime.staff);

function unknownPerson(): PostlabError {
  return new PostlabError({
    code: 'unknown-person',
    status: 404,
    message: 'There is no such account here.',
    hint: 'It may have been erased; look at the list again.',
  });
}
