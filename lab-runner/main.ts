import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lessonIds } from '../site/course.ts';
import { AttemptStore } from './attempts/attempt-store.ts';
import { DiskKeeper } from './attempts/disk-keeper.ts';
import { Keeper } from './attempts/keeper.ts';
import { Pool } from './attempts/pool.ts';
import { AttemptService } from './attempts/service.ts';
import { Canaries } from './canary/canaries.ts';
import { CanaryStore } from './canary/canary-store.ts';
import { type Catalogue, type Lab, labOf, loadCatalogue } from './catalogue/catalogue.ts';
import { CheckRunner } from './checking/check-runner.ts';
import { root } from './commands/running-server.ts';
import { type Config, readConfig, readSecrets, type Secrets } from './config.ts';
import { type Engine, labelOf } from './engine/engine.ts';
import { ImageBuilder } from './engine/images/image-builder.ts';
import { provision } from './engine/provision.ts';
import { messageOf, PostlabError } from './errors.ts';
import { LessonStore } from './lessons/lesson-store.ts';
import { lockData } from './lock.ts';
import { type LabCa, openLabCa } from './probes/ca.ts';
import { openPartnerKey } from './probes/partner-key.ts';
import { connectWorld } from './probes/world-link.ts';
import type { Log } from './sandbox/log.ts';
import { memoryOf } from './sandbox/memory.ts';
import { SandboxStore } from './sandbox/sandbox-store.ts';
import { Sandboxes } from './sandbox/sandboxes.ts';
import { WorldKeeper } from './sandbox/world-keeper.ts';
import { type Database, openDatabase } from './store/database.ts';

/** Everything that runs labs, wired together. Only this file constructs things. */
export interface Runner {
  attempts: AttemptService;
  keeper: Keeper;
  sandboxes: Sandboxes;
  sandboxStore: SandboxStore;
  checks: CheckRunner;
  canaries: Canaries;
  lessons: LessonStore;
  images: ImageBuilder;
  catalogue: Catalogue;
  engine: Engine;
  ca: LabCa;
  instance: string;
  db: Database;
  pool: Pool;
  concurrentStarts: number;
  /** Throws PostlabError while labs of that name cannot be started. */
  ready(slug: string): void;
  /** Bytes in use by each running sandbox of that lab. */
  memoryOf(slug: string): Promise<number[]>;
  /** Bytes in use by all containers of this instance. */
  memoryInUse(): Promise<number>;
  /** Builds what is missing, prepares the engine's host, adopts what a former run left. Labs start only after it. */
  prepare(signal?: AbortSignal): Promise<void>;
  /** Lets go of the engine and the database; sandboxes stay. */
  close(): Promise<void>;
}

export function imageNames(): Set<string> {
  return new Set(
    readdirSync(join(root, 'images'), { withFileTypes: true })
      .filter((e) => e.isDirectory())
      .map((e) => e.name),
  );
}

/** The database of an instance and what is kept about lessons: neither needs a Docker engine. Answers whose time is over are removed every hour. */
export async function openLessons(config: Config, log: Log): Promise<{ db: Database; lessons: LessonStore; close(): Promise<void> }> {
  const db = await openDatabase(join(config.data, 'postlab.db'));
  const lessons = lessonsIn(db, config);
  const remove = () => void lessons.removeOld().catch((error: unknown) => log('old feedback could not be removed', { error: messageOf(error) }));
  remove();
  const timer = setInterval(remove, 3_600_000).unref();
  return {
    db,
    lessons,
    async close() {
      clearInterval(timer);
      await db.destroy();
    },
  };
}

const lessonsIn = (db: Database, config: Config) => new LessonStore({ db, now: () => new Date(), keptDays: config.feedbackDays, lessons: lessonIds });

export async function buildRunner(options: {
  config: Config;
  secrets: Secrets;
  engine: Engine;
  log: Log;
  onImages?: () => void;
  pool?: number;
  /** An open database, which stays its owner's; when not given, the runner opens and closes its own. */
  db?: Database;
}): Promise<Runner> {
  const { config, secrets, engine, log } = options;
  const now = () => new Date();
  const catalogue = await loadCatalogue(join(root, 'labs'), imageNames());
  const db = options.db ?? (await openDatabase(join(config.data, 'postlab.db')));
  const store = new AttemptStore(db, now);
  const sandboxStore = new SandboxStore(db);
  const images = new ImageBuilder(engine, { root, data: config.data, onChange: options.onImages ?? (() => undefined) });
  const lab = (slug: string) => labOf(catalogue, slug);
  const image = async (name: string) => {
    await images.ready(name);
    return images.tagOf(name);
  };
  const ca = await openLabCa(join(config.data, 'lab-ca.pem'));
  const partnerKey = await openPartnerKey(join(config.data, 'partner-dkim.pem'));
  const worlds = new WorldKeeper({
    engine,
    instance: secrets.instance,
    image: () => image('world'),
    connect: connectWorld,
    onEvent: (event) => store.keepMessage(event),
    log,
  });
  const sandboxes = new Sandboxes({
    engine,
    worlds,
    store: sandboxStore,
    ca,
    partnerKey,
    instance: secrets.instance,
    courseSecret: secrets.course,
    image,
    lab,
    concurrentStarts: config.concurrentStarts,
    log,
  });
  const pool = new Pool({ sandboxes, store: sandboxStore, size: options.pool ?? config.poolSize, keep: 30 * 60_000, log });
  const canaries = new Canaries({
    sandboxes,
    sandboxStore,
    store: new CanaryStore(db),
    lab,
    onChange: (sandbox, report) =>
      void attempts
        .canaryMoved(sandbox, report)
        .catch((error: unknown) => log('the state of the numbered mail could not be told', { sandbox, error: messageOf(error) })),
    log,
  });
  const checks = new CheckRunner({
    messages: (sandbox) => store.messages(sandbox),
    canary: (sandbox, now) => canaries.report(sandbox, now),
    compiled: join(config.data, 'compiled'),
  });
  let prepared = false;
  const imagesReady = (wanted: Lab) => {
    const needed = ['world', ...Object.values(wanted.definition.topology.hosts).map((h) => h.image)];
    const states = new Map(images.states().map((s) => [s.name, s]));
    for (const name of needed) {
      const state = states.get(name);
      if (state?.state === 'failed')
        throw new PostlabError({
          code: 'image-failed',
          status: 503,
          message: `The image "${name}" that this lab needs could not be built: ${state.problem}`,
          hint: 'Run "npx postlab doctor", mend what it names, then start Postlab again.',
        });
      if (state?.state !== 'ready')
        throw new PostlabError({
          code: 'image-building',
          status: 503,
          message: `The image "${name}" that this lab needs is still being built (${state?.step || 'waiting'}).`,
          hint: 'The page tells when it is there; read the lesson meanwhile.',
        });
    }
    if (!prepared)
      throw new PostlabError({
        code: 'preparing',
        status: 503,
        message: 'The machine is being prepared for labs.',
        hint: 'This takes a few seconds; try again.',
      });
  };
  const attempts = new AttemptService({ store, sandboxStore, sandboxes, pool, checks, canaries, engine, lab, imagesReady, idleMs: config.idleMs, now, log });
  const disk = new DiskKeeper({
    engine,
    instance: secrets.instance,
    sandboxes,
    sandboxStore,
    store,
    service: attempts,
    limit: config.hostDiskBytes,
    now,
    log,
  });
  const keeper = new Keeper({
    disk,
    engine,
    instance: secrets.instance,
    sandboxes,
    sandboxStore,
    store,
    service: attempts,
    pool,
    limits: { idleMs: config.idleMs, keepMs: config.keepMs, warnMs: 5 * 60_000 },
    now,
    log,
  });
  return {
    attempts,
    keeper,
    sandboxes,
    sandboxStore,
    checks,
    canaries,
    lessons: lessonsIn(db, config),
    images,
    catalogue,
    engine,
    ca,
    instance: secrets.instance,
    db,
    pool,
    concurrentStarts: config.concurrentStarts,
    ready: (slug) => imagesReady(lab(slug)),
    async memoryOf(slug) {
      const running = (await sandboxStore.all()).filter((s) => s.lab === slug && s.state === 'ready');
      return Promise.all(running.map(async (s) => (await memoryOf(engine, s)) ?? 0));
    },
    async memoryInUse() {
      const mine = await engine.containers({ [labelOf.instance]: secrets.instance });
      const bytes = await Promise.all(mine.map((c) => (c.running ? engine.memory(c.id) : null)));
      return bytes.reduce<number>((sum, n) => sum + (n ?? 0), 0);
    },
    async prepare(signal) {
      await images.buildAll(signal);
      const problems = (await provision(engine, { image: images.tagOf('base'), instance: secrets.instance })).filter((check) => !check.ok);
      for (const problem of problems) log(`${problem.check}: found ${problem.found}; ${problem.mend}`);
      const { adopted, removed } = await keeper.adoptAll();
      if (adopted + removed > 0) log(`of the former run: ${adopted} sandboxes go on, ${removed} left-overs removed`);
      prepared = true;
      keeper.watch();
    },
    async close() {
      keeper.close();
      attempts.close();
      canaries.close();
      await worlds.close();
      if (!options.db) await db.destroy();
    },
  };
}

/** A runner for one command, without a server: made, prepared, used, and everything it made removed. */
export async function withRunner<T>(
  options: { data?: string; quiet: boolean; pool?: number; starts?: number },
  work: (runner: Runner, config: Config, secrets: Secrets) => Promise<T>,
): Promise<T> {
  const { ensureEngine } = await import('../scripts/engine-setup.ts');
  const base = readConfig(process.env, root);
  const config = { ...base, data: options.data ?? base.data, concurrentStarts: options.starts ?? base.concurrentStarts };
  const secrets = readSecrets(config.data);
  const lock = lockData(config.data);
  const log: Log = (message, detail) => {
    if (!options.quiet) console.error(`postlab: ${message}${detail ? ` ${JSON.stringify(detail)}` : ''}`);
  };
  try {
    const engine = await ensureEngine((line) => console.error(`postlab: ${line}`), config.data);
    const runner = await buildRunner({ config, secrets, engine, log, pool: options.pool ?? 0 });
    try {
      await runner.prepare();
      return await work(runner, config, secrets);
    } finally {
      await runner.close();
      if ((await engine.containers({ [labelOf.instance]: secrets.instance, [labelOf.kind]: 'host' })).length === 0)
        await removeInstance(engine, secrets.instance);
    }
  } finally {
    lock.release();
  }
}

/** Removes every container, volume and network with this instance's label. Returns how many there were. */
export async function removeInstance(engine: Engine, instance: string): Promise<number> {
  const mine = { [labelOf.instance]: instance };
  let count = 0;
  for (const container of await engine.containers(mine)) {
    await engine.remove(container.id);
    count++;
  }
  for (const volume of await engine.volumes(mine)) {
    await engine.removeVolume(volume.name);
    count++;
  }
  for (const network of await engine.networks(mine)) {
    await engine.removeNetwork(network.id);
    count++;
  }
  return count;
}
