import type { CanaryItem, RelayAccepted } from '../contract/canary.ts';
import type { Database } from '../store/database.ts';

/** A number as kept: what its sender knows, and when it was last tried. */
export interface KeptItem {
  flow: string;
  number: number;
  token: string;
  begunAt: Date;
  state: CanaryItem['state'];
  attempts: number;
  triedAt: Date | null;
  endedAt: Date | null;
  took: number | null;
  lastReply: string;
  uncertain: boolean;
}

/** Rows of the tables `canary` and `relayAccepted`: a runner that is killed goes on where it was. */
export class CanaryStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async save(sandbox: string, item: KeptItem): Promise<void> {
    const row = {
      sandbox,
      flow: item.flow,
      number: item.number,
      token: item.token,
      begunAt: item.begunAt.toISOString(),
      state: item.state,
      attempts: item.attempts,
      triedAt: item.triedAt?.toISOString() ?? null,
      endedAt: item.endedAt?.toISOString() ?? null,
      took: item.took,
      lastReply: item.lastReply,
      uncertain: item.uncertain ? 1 : 0,
    };
    await this.#db
      .insertInto('canary')
      .values(row)
      .onConflict((c) => c.columns(['sandbox', 'flow', 'number']).doUpdateSet(row))
      .execute();
  }

  async items(sandbox: string): Promise<KeptItem[]> {
    const rows = await this.#db.selectFrom('canary').selectAll().where('sandbox', '=', sandbox).orderBy('begunAt').orderBy('number').execute();
    return rows.map((row) => ({
      flow: row.flow,
      number: row.number,
      token: row.token,
      begunAt: new Date(row.begunAt),
      state: row.state as KeptItem['state'],
      attempts: row.attempts,
      triedAt: row.triedAt ? new Date(row.triedAt) : null,
      endedAt: row.endedAt ? new Date(row.endedAt) : null,
      took: row.took,
      lastReply: row.lastReply,
      uncertain: row.uncertain === 1,
    }));
  }

  async addRelayed(sandbox: string, relayed: RelayAccepted): Promise<void> {
    await this.#db.insertInto('relayAccepted').values({ sandbox, at: relayed.at.toISOString(), to: relayed.to, reply: relayed.reply }).execute();
  }

  async relayed(sandbox: string): Promise<RelayAccepted[]> {
    const rows = await this.#db.selectFrom('relayAccepted').selectAll().where('sandbox', '=', sandbox).orderBy('at').execute();
    return rows.map((row) => ({ at: new Date(row.at), to: row.to, reply: row.reply }));
  }

  async forget(sandbox: string): Promise<void> {
    await this.#db.deleteFrom('canary').where('sandbox', '=', sandbox).execute();
    await this.#db.deleteFrom('relayAccepted').where('sandbox', '=', sandbox).execute();
  }
}
