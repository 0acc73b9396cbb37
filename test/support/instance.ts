import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { vi } from 'vitest';
import { summaryOf } from '../../lab-runner/catalogue/catalogue.ts';
import { buildClassroom, type Classroom } from '../../lab-runner/classroom.ts';
import { root } from '../../lab-runner/commands/running-server.ts';
import { type Config, readConfig, readSecrets, type Secrets } from '../../lab-runner/config.ts';
import { type Engine, labelOf } from '../../lab-runner/engine/engine.ts';
import { findEngine } from '../../lab-runner/engine/find-engine.ts';
import { buildServer } from '../../lab-runner/http/server.ts';
import { buildRunner, type Runner, removeInstance } from '../../lab-runner/main.ts';
import { leftOvers } from './left-overs.ts';

/** A whole Postlab of the test's own: its data folder, runner and HTTP server on a free port, on the real engine. */
export class TestInstance {
  readonly data: string;
  readonly config: Config;
  readonly secrets: Secrets;
  readonly engine: Engine;
  /** What the runner had to say. */
  readonly logged: string[] = [];
  #running: { runner: Runner; app: FastifyInstance; classroom: Classroom; url: string } | null = null;

  private constructor(data: string, engine: Engine, settings: Record<string, string>) {
    this.data = data;
    this.engine = engine;
    this.config = readConfig({ PORT: '0', POSTLAB_POOL: '0', ...settings, POSTLAB_DATA: data }, root);
    this.secrets = readSecrets(data);
  }

  /**
   * @param options.engine another way to the engine than the usual one
   * @param options.data an existing empty folder; a new temporary one when not given
   * @param options.settings environment variables of Postlab
   */
  static async make(options: { engine?: Engine; data?: string; settings?: Record<string, string> } = {}): Promise<TestInstance> {
    const data = options.data ?? mkdtempSync(join(tmpdir(), 'postlab-test-'));
    return new TestInstance(data, options.engine ?? (await findEngine(process.env)), options.settings ?? {});
  }

  get runner(): Runner {
    if (!this.#running) throw new Error('this instance is not started');
    return this.#running.runner;
  }

  get classroom(): Classroom {
    if (!this.#running) throw new Error('this instance is not started');
    return this.#running.classroom;
  }

  get url(): string {
    if (!this.#running) throw new Error('this instance is not started');
    return this.#running.url;
  }

  /** As `npm start`: builds what is missing, adopts what runs, listens. */
  async start(): Promise<this> {
    const { config, secrets, engine } = this;
    const log = (message: string, detail?: Record<string, unknown>) => void this.logged.push(`${message} ${JSON.stringify(detail ?? {})}`);
    const runner = await buildRunner({ config, secrets, engine, log });
    await runner.prepare();
    const classroom = buildClassroom({
      db: runner.db,
      key: secrets.course,
      catalogue: runner.catalogue,
      whyNoLabs: () => ({ message: 'Labs are off.', hint: 'Wait.' }),
      removeFiles: async () => undefined,
      log,
    });
    classroom.connect(runner);
    const app = await buildServer({
      classroom,
      mode: config.mode,
      attempts: runner.attempts,
      lessons: runner.lessons,
      labs: () => [...runner.catalogue.labs.values()].map(summaryOf),
      status: () => ({ version: 'test', labsUnavailable: null, images: runner.images.states() }),
      dist: null,
      keys: { instructor: secrets.instructor, admin: secrets.admin },
      allowedHosts: ['127.0.0.1', 'localhost'],
      version: 'test',
      log,
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    this.#running = { runner, app, classroom, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
    return this;
  }

  /** As Ctrl-C: sandboxes stay. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.app.close();
    await running?.classroom.close();
    await running?.runner.close();
  }

  /** Everything of a sandbox of this instance that is still on the engine; [] when nothing is. */
  leftOvers(engine: Engine = this.engine): Promise<string[]> {
    return leftOvers(engine, this.secrets.instance);
  }

  /** Ids of the learners' hosts. */
  async hosts(): Promise<string[]> {
    const containers = await this.engine.containers({ [labelOf.instance]: this.secrets.instance, [labelOf.kind]: 'host' });
    return containers.map((c) => c.id).sort();
  }

  /** Waits until nothing of any sandbox is left. */
  async empty(): Promise<void> {
    await vi.waitFor(
      async () => {
        const left = await this.leftOvers();
        if (left.length > 0) throw new Error(`expected nothing of a sandbox on the engine; found ${left.join(', ')}`);
      },
      { timeout: 120_000, interval: 200 },
    );
  }

  /** Stops, removes everything this instance made, forgets its data. */
  async destroy(engine: Engine = this.engine): Promise<void> {
    await this.stop();
    await removeInstance(engine, this.secrets.instance);
    rmSync(this.data, { recursive: true, force: true });
  }
}
