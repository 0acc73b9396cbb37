import type { Sandbox, SandboxState } from '../contract/sandbox.ts';
import type { Database } from '../store/database.ts';

export type Purpose = 'attempt' | 'pool' | 'grade';
export type StoredSandbox = Sandbox & { purpose: Purpose };

/** Rows of the table `sandbox`. */
export class SandboxStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async save(s: StoredSandbox): Promise<void> {
    const row = {
      id: s.id,
      lab: s.lab,
      seed: s.seed,
      fixedJson: JSON.stringify(s.fixed),
      purpose: s.purpose,
      state: s.state,
      subnet: s.subnet,
      gateway: s.gateway,
      world: s.world,
      network: s.network,
      hostsJson: JSON.stringify(s.hosts),
      problem: s.problem,
      createdAt: s.createdAt,
    };
    await this.#db
      .insertInto('sandbox')
      .values(row)
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  }

  /** For what goes on beside a removal: a row that is gone, or going, stays so. */
  async change(id: string, change: Partial<Pick<StoredSandbox, 'state' | 'problem'>>): Promise<void> {
    await this.#db.updateTable('sandbox').set(change).where('id', '=', id).where('state', '!=', 'removing').execute();
  }

  async find(id: string): Promise<StoredSandbox | null> {
    const row = await this.#db.selectFrom('sandbox').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? fromRow(row) : null;
  }

  async all(): Promise<StoredSandbox[]> {
    return (await this.#db.selectFrom('sandbox').selectAll().orderBy('createdAt').execute()).map(fromRow);
  }

  async delete(id: string): Promise<void> {
    await this.#db.deleteFrom('sandbox').where('id', '=', id).execute();
    await this.#db.deleteFrom('worldMessage').where('sandbox', '=', id).execute();
  }
}

function fromRow(row: {
  id: string;
  lab: string;
  seed: string;
  fixedJson: string;
  purpose: string;
  state: string;
  subnet: string;
  gateway: string;
  world: string | null;
  network: string | null;
  hostsJson: string;
  problem: string;
  createdAt: string;
}): StoredSandbox {
  return {
    id: row.id,
    lab: row.lab,
    seed: row.seed,
    fixed: JSON.parse(row.fixedJson) as Record<string, string>,
    purpose: row.purpose as Purpose,
    state: row.state as SandboxState,
    subnet: row.subnet,
    gateway: row.gateway,
    world: row.world,
    network: row.network,
    hosts: JSON.parse(row.hostsJson) as Sandbox['hosts'],
    problem: row.problem,
    createdAt: row.createdAt,
  };
}
