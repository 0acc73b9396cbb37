import { type Selectable, sql } from 'kysely';
import type { Database } from '../store/database.ts';
import type { Schema } from '../store/schema.ts';

export type PersonRow = Selectable<Schema['person']>;
export type SessionRow = Selectable<Schema['session']>;
export type TokenRow = Selectable<Schema['apiToken']>;

/** Rows of people, their sessions, sign-in links and tokens, and the audit log. Every method is one statement. */
export class AccountStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async addPerson(row: PersonRow): Promise<void> {
    await this.#db.insertInto('person').values(row).execute();
  }

  person(id: string): Promise<PersonRow | undefined> {
    return this.#db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  }

  personByPasscode(hash: string): Promise<PersonRow | undefined> {
    return this.#db.selectFrom('person').selectAll().where('passcodeHash', '=', hash).executeTakeFirst();
  }

  staff(): Promise<PersonRow[]> {
    return this.#db.selectFrom('person').selectAll().where('role', '!=', 'learner').orderBy('createdAt').execute();
  }

  async changePerson(id: string, change: Partial<Omit<PersonRow, 'id'>>): Promise<void> {
    await this.#db.updateTable('person').set(change).where('id', '=', id).execute();
  }

  async removePerson(id: string): Promise<void> {
    await this.#db.deleteFrom('person').where('id', '=', id).execute();
  }

  async addSession(row: SessionRow): Promise<void> {
    await this.#db.insertInto('session').values(row).execute();
  }

  session(id: string): Promise<SessionRow | undefined> {
    return this.#db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
  }

  async changeSession(id: string, change: Partial<Omit<SessionRow, 'id'>>): Promise<void> {
    await this.#db.updateTable('session').set(change).where('id', '=', id).execute();
  }

  async removeSession(id: string): Promise<void> {
    await this.#db.deleteFrom('session').where('id', '=', id).execute();
  }

  /** @param but a session that stays */
  async removeSessionsOf(person: string, but: string | null): Promise<void> {
    const all = this.#db.deleteFrom('session').where('person', '=', person);
    await (but === null ? all : all.where('id', '!=', but)).execute();
  }

  async removeOld(now: string): Promise<void> {
    await this.#db.deleteFrom('session').where('expiresAt', '<', now).execute();
    await this.#db.deleteFrom('signInLink').where('expiresAt', '<', now).execute();
  }

  async addLink(row: Selectable<Schema['signInLink']>): Promise<void> {
    await this.#db.insertInto('signInLink').values(row).execute();
  }

  link(id: string): Promise<Selectable<Schema['signInLink']> | undefined> {
    return this.#db.selectFrom('signInLink').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** True for the one caller that uses it: of two at the same moment one gets it. */
  async useLink(id: string, at: string): Promise<boolean> {
    const done = await this.#db.updateTable('signInLink').set({ usedAt: at }).where('id', '=', id).where('usedAt', 'is', null).executeTakeFirst();
    return Number(done.numUpdatedRows) === 1;
  }

  async removeUnusedLinksOf(person: string): Promise<void> {
    await this.#db.deleteFrom('signInLink').where('person', '=', person).where('usedAt', 'is', null).execute();
  }

  async addToken(row: TokenRow): Promise<void> {
    await this.#db.insertInto('apiToken').values(row).execute();
  }

  token(hash: string): Promise<TokenRow | undefined> {
    return this.#db.selectFrom('apiToken').selectAll().where('hash', '=', hash).executeTakeFirst();
  }

  tokens(): Promise<TokenRow[]> {
    return this.#db.selectFrom('apiToken').selectAll().orderBy('createdAt', 'desc').execute();
  }

  async changeToken(id: string, change: Partial<Omit<TokenRow, 'id'>>): Promise<void> {
    await this.#db.updateTable('apiToken').set(change).where('id', '=', id).execute();
  }

  async removeToken(id: string): Promise<boolean> {
    return Number((await this.#db.deleteFrom('apiToken').where('id', '=', id).executeTakeFirst()).numDeletedRows) > 0;
  }

  async addAudit(row: { at: string; who: string; act: string; subject: string; detail: string }): Promise<void> {
    await this.#db.insertInto('auditEntry').values(row).execute();
  }

  /** Newest first: those with these words in any column, older than the entry `before`. */
  audit(query: { q: string; before: number | null; limit: number }): Promise<Selectable<Schema['auditEntry']>[]> {
    let rows = this.#db.selectFrom('auditEntry').selectAll().orderBy('id', 'desc').limit(query.limit);
    if (query.before !== null) rows = rows.where('id', '<', query.before);
    if (query.q !== '') {
      const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
      const has = (column: string) => sql<boolean>`${sql.ref(column)} like ${like} escape '\\'`;
      rows = rows.where((e) => e.or(['who', 'act', 'subject', 'detail'].map(has)));
    }
    return rows.execute();
  }
}
