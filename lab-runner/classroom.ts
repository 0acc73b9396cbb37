import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { AccountStore } from './accounts/account-store.ts';
import { Accounts } from './accounts/accounts.ts';
import { type Catalogue, labOf } from './catalogue/catalogue.ts';
import { BoardFeed } from './classes/board-feed.ts';
import { ClassStore } from './classes/class-store.ts';
import { Classes } from './classes/classes.ts';
import { Extensions } from './classes/extensions.ts';
import { Gradebooks } from './classes/gradebook.ts';
import { Launches } from './classes/launches.ts';
import { PersonalData } from './classes/personal-data.ts';
import { ClassPolicy } from './classes/policy.ts';
import type { ClassLabFacts, ClassMachine } from './classes/ports.ts';
import { LabsRelay } from './classes/relay.ts';
import { Webhooks } from './classes/webhooks.ts';
import type { Engine } from './engine/engine.ts';
import { PostlabError } from './errors.ts';
import type { Runner } from './main.ts';
import type { Log } from './sandbox/log.ts';
import { bytesOf } from './sandbox/plan.ts';
import type { Database } from './store/database.ts';

/** Accounts and classes, wired together. There before the labs are, and without them. */
export interface Classroom {
  accounts: Accounts;
  classes: Classes;
  policy: ClassPolicy;
  boards: BoardFeed;
  launches: Launches;
  gradebooks: Gradebooks;
  extensions: Extensions;
  personal: PersonalData;
  webhooks: Webhooks;
  relay: LabsRelay;
  /** Labs can run from now on. */
  connect(runner: Runner): void;
  close(): Promise<void>;
}

export function buildClassroom(options: {
  db: Database;
  /** Keys passcodes. */
  key: string;
  catalogue: Catalogue;
  whyNoLabs: () => { message: string; hint: string };
  removeFiles: (attempts: readonly string[]) => Promise<void>;
  now?: () => Date;
  log: Log;
}): Classroom {
  const { db, catalogue, log } = options;
  const now = options.now ?? (() => new Date());
  const accounts = new Accounts({ store: new AccountStore(db), key: options.key, now });
  const store = new ClassStore(db);
  const lab = (slug: string) => factsOf(catalogue, slug);
  const labOrNull = (slug: string) => factsOr(catalogue, slug);
  const relay = new LabsRelay(options.whyNoLabs);
  const classes = new Classes({
    store,
    accounts,
    lab,
    now,
    onChange: (id, what) => boards.changed(id, what),
    onPerson: (id, person) => boards.rowChanged(id, person),
  });
  const policy = new ClassPolicy(store, now);
  const launches = new Launches({ store, classes, attempts: relay, machine: relay, lab, now, onChange: (id) => boards.changed(id, 'launches'), log });
  const boards = new BoardFeed({
    store,
    classes,
    attempts: relay,
    lab: labOrNull,
    launches: (id) => launches.list(id),
    queued: (id) => launches.queued(id),
    now,
    log,
  });
  const gradebooks = new Gradebooks({ store, classes, lab: labOrNull, now });
  const extensions = new Extensions({ store, classes, now, onPerson: (id, person) => boards.rowChanged(id, person) });
  const personal = new PersonalData({ store, accounts, attempts: relay, removeFiles: options.removeFiles, now, log });
  const webhooks = new Webhooks({ store, attempts: relay, listening: (learner, slug) => policy.listening(learner, slug), now, log });
  return {
    accounts,
    classes,
    policy,
    boards,
    launches,
    gradebooks,
    extensions,
    personal,
    webhooks,
    relay,
    connect(runner) {
      relay.connect(runner.attempts, machineOf(runner));
      launches.look();
    },
    async close() {
      boards.close();
      personal.close();
      await Promise.all([launches.close(), webhooks.close()]);
    },
  };
}

function factsOf(catalogue: Catalogue, slug: string): ClassLabFacts {
  const { definition } = labOf(catalogue, slug);
  const hosts = Object.entries(definition.topology.hosts);
  return {
    slug,
    tasks: definition.tasks.map(({ id, points }) => ({ id, points })),
    limitBytes: hosts.reduce((n, [, host]) => n + bytesOf(host.memory), 0),
    hosts: hosts.map(([name]) => name),
  };
}

function factsOr(catalogue: Catalogue, slug: string): ClassLabFacts | null {
  try {
    return factsOf(catalogue, slug);
  } catch (error) {
    if (error instanceof PostlabError) return null;
    throw error;
  }
}

function machineOf(runner: Runner): ClassMachine {
  return {
    ready: (slug) => runner.ready(slug),
    freeBytes: () => freeBytesOf(runner.engine, () => runner.memoryInUse()),
    usedBy: (slug) => runner.memoryOf(slug),
    warm: (slug, count) => runner.pool.fill(labOf(runner.catalogue, slug), count),
    warmth: (slug) => runner.pool.warmth(slug),
    concurrentStarts: runner.concurrentStarts,
  };
}

/** What programs can still get without swapping. On this machine the kernel says it; of another one we know only what it has and what is ours. */
async function freeBytesOf(engine: Engine, inUse: () => Promise<number>): Promise<number> {
  const { memoryBytes } = await engine.facts();
  const here = Math.abs(memoryBytes - totalmem()) < 16 * 1024 * 1024;
  if (!here) return Math.max(0, memoryBytes * 0.8 - (await inUse()));
  try {
    const available = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return available ? Number(available) * 1024 : freemem();
  } catch {
    // Not Linux: the engine runs in a virtual machine of its own size, or this is another system.
    return freemem();
  }
}
