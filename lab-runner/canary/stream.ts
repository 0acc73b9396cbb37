import { randomBytes } from 'node:crypto';
import type { CanaryItem, CanaryReport } from '../contract/canary.ts';
import { ProbeFailure, type SmtpProbe } from '../contract/check.ts';
import { messageOf } from '../errors.ts';
import type { CanaryStore, KeptItem } from './canary-store.ts';
import { mayComeTwice, nextNumberAt, nextTryAt } from './decide.ts';
import type { Lurker } from './lurker.ts';
import { messageText, mostPerConnection, post, type Route, tryRelay } from './post.ts';

export interface StreamOptions {
  sandbox: string;
  routes: readonly Route[];
  /** Seconds between a stranger's tries; 0: none. */
  stranger: number;
  lurkers: readonly Lurker[];
  store: CanaryStore;
  /** Over the world of this sandbox; made anew for each round. */
  smtp: (signal: AbortSignal) => Promise<SmtpProbe>;
  /** `go`, `pause` while the hosts sleep on purpose, `end` when the sandbox is gone. */
  state: () => Promise<'go' | 'pause' | 'end'>;
  onChange: (report: CanaryReport) => void;
  onEnd: () => void;
  now: () => number;
  log: (what: string, facts?: Record<string, unknown>) => void;
}

/** Longest sleep between two looks: milliseconds. A new number made elsewhere does not exist, so this is only for `state`. */
const longestSleep = 10_000;

/** Who asks for a round gets a number that is not older: milliseconds. */
const freshEnough = 3_000;

/** The numbered mail of one sandbox: one round at a time, everything kept before the next step. */
export class CanaryStream {
  readonly #o: StreamOptions;
  readonly #abort = new AbortController();
  readonly #items: KeptItem[] = [];
  #relayed: CanaryReport['relayed'] = [];
  #startedAt = 0;
  #strangerAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #loaded: Promise<void> | null = null;
  #asked: Promise<void> | null = null;

  constructor(options: StreamOptions) {
    this.#o = options;
  }

  start(): void {
    this.#startedAt = this.#o.now();
    this.#strangerAt = this.#startedAt + 1000;
    this.#schedule(0);
  }

  close(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
    for (const lurker of this.#o.lurkers) lurker.close();
  }

  /** All numbers. `now`: one more of each flow, everything that waits tried at once. */
  async report(now: boolean): Promise<CanaryReport> {
    if (!now) await this.#load();
    else {
      // Checks that ask at the same time share the round that has not begun yet.
      this.#asked ??= this.#inTurn(() => {
        this.#asked = null;
        return this.#round(true);
      });
      await this.#asked;
    }
    return this.#snapshot();
  }

  /** The hosts were stopped after `since`: milliseconds since 1970. */
  async interrupted(since: number): Promise<void> {
    await this.#load();
    for (const item of this.#items.filter((i) => !i.uncertain && mayComeTwice(i, since))) {
      item.uncertain = true;
      await this.#o.store.save(this.#o.sandbox, item);
    }
  }

  #snapshot(): CanaryReport {
    const items = this.#items.flatMap((kept): CanaryItem[] => {
      const route = this.#o.routes.find((r) => r.id === kept.flow);
      if (!route) return [];
      const { triedAt: _, ...rest } = kept;
      const target = route.target ? route.target * 1000 : null;
      return [{ ...rest, target, direction: route.direction, from: route.from, to: route.to, attack: route.attacker }];
    });
    return { items, relayed: [...this.#relayed], lurking: this.#o.lurkers.flatMap((l) => l.alive ?? []) };
  }

  #load(): Promise<void> {
    this.#loaded ??= (async () => {
      const { store, sandbox } = this.#o;
      this.#items.push(...(await store.items(sandbox)));
      this.#relayed = await store.relayed(sandbox);
    })();
    return this.#loaded;
  }

  #schedule(wait: number): void {
    clearTimeout(this.#timer);
    if (this.#abort.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#tick(), wait);
    this.#timer.unref();
  }

  async #tick(): Promise<void> {
    try {
      const state = await this.#o.state();
      if (state === 'end') {
        this.close();
        this.#o.onEnd();
        return;
      }
      if (state === 'go') await this.#inTurn(() => this.#round(false));
    } catch (error) {
      // We could not look: nothing is held against anybody, and the next round tries again.
      if (!this.#abort.signal.aborted && (await this.#o.state()) === 'go')
        this.#o.log('numbered mail could not be sent now', { sandbox: this.#o.sandbox, why: messageOf(error) });
    }
    this.#schedule(Math.min(longestSleep, Math.max(500, this.#nextAt() - this.#o.now())));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #nextAt(): number {
    const numbers = this.#o.routes.map((route) => this.#numberAt(route) ?? Number.POSITIVE_INFINITY);
    const tries = this.#items.filter((i) => i.state === 'waiting').map((i) => this.#tryAt(i));
    return Math.min(...numbers, ...tries, this.#o.stranger > 0 ? this.#strangerAt : Number.POSITIVE_INFINITY);
  }

  #numberAt(route: Route): number | null {
    const mine = this.#items.filter((i) => i.flow === route.id);
    return nextNumberAt(route, mine.length, mine.at(-1)?.begunAt.getTime() ?? null, this.#startedAt);
  }

  #tryAt(item: KeptItem): number {
    const route = this.#o.routes.find((r) => r.id === item.flow);
    return !item.triedAt || !route ? 0 : nextTryAt(route, item.attempts, item.triedAt.getTime());
  }

  async #round(all: boolean): Promise<void> {
    await this.#load();
    const { routes, now } = this.#o;
    const smtp = await this.#o.smtp(this.#abort.signal);
    const silent = new Set<string>();
    const serve = async (route: Route) => {
      const due = this.#numberAt(route);
      const last = this.#items.findLast((i) => i.flow === route.id)?.begunAt.getTime() ?? 0;
      // Who asks gets a fresh one even after the flow has ended.
      if ((due !== null && due <= now()) || (all && now() - last >= freshEnough)) await this.#begin(route);
      // A tenth of a second of grace: timers may fire early.
      const waiting = this.#items.filter((i) => i.flow === route.id && i.state === 'waiting' && (all || this.#tryAt(i) <= now() + 100));
      for (let i = 0; i < waiting.length && !silent.has(route.host); i += mostPerConnection) {
        if (!(await this.#send(smtp, route, waiting.slice(i, i + mostPerConnection))) && !route.attacker) silent.add(route.host);
      }
    };
    for (const route of routes.filter((r) => !r.attacker)) await serve(route);
    if (this.#o.stranger > 0 && silent.size === 0 && (all || this.#strangerAt <= now())) await this.#knock(smtp);
    // Intruders, all at once: those who are refused or shut out wait long. Who is thrown out of a mailbox comes back while the login works.
    await Promise.all([...routes.filter((r) => r.attacker).map(serve), ...this.#o.lurkers.map((lurker) => lurker.look(this.#abort.signal))]);
    this.#o.onChange(this.#snapshot());
  }

  async #begin(route: Route): Promise<void> {
    const item: KeptItem = {
      flow: route.id,
      number: this.#items.filter((i) => i.flow === route.id).length + 1,
      token: `pl-${randomBytes(10).toString('hex')}`,
      begunAt: new Date(this.#o.now()),
      state: 'waiting',
      attempts: 0,
      triedAt: null,
      endedAt: null,
      took: null,
      lastReply: '',
      uncertain: false,
    };
    await this.#o.store.save(this.#o.sandbox, item);
    this.#items.push(item);
  }

  async #send(smtp: SmtpProbe, route: Route, items: readonly KeptItem[]): Promise<boolean> {
    const byToken = new Map(items.map((item) => [item.token, { item, doubted: item.uncertain }]));
    return post(
      smtp,
      route,
      items.map((item) => ({ token: item.token, text: messageText(route, item.number, item.token, item.begunAt) })),
      {
        about: async (token) => {
          const known = byToken.get(token);
          if (!known) return;
          known.item.uncertain = true;
          await this.#o.store.save(this.#o.sandbox, known.item);
        },
        tried: async (token, result) => {
          const known = byToken.get(token);
          if (!known) return;
          const at = new Date(this.#o.now());
          Object.assign(known.item, {
            // An attacker has other addresses to write to.
            state: route.attacker && result.state === 'waiting' ? 'rejected' : result.state,
            attempts: known.item.attempts + 1,
            triedAt: at,
            endedAt: result.state === 'waiting' && !route.attacker ? null : at,
            took: result.state === 'accepted' ? result.took : null,
            lastReply: result.reply,
            uncertain: known.doubted || result.uncertain,
          } satisfies Partial<KeptItem>);
          await this.#o.store.save(this.#o.sandbox, known.item);
        },
      },
    );
  }

  /** A stranger knocks. Whoever lets them through once is remembered. */
  async #knock(smtp: SmtpProbe): Promise<void> {
    const { routes, now } = this.#o;
    this.#strangerAt = now() + this.#o.stranger * 1000;
    const route = routes[0];
    if (!route) return;
    const to = route.direction === 'inbound' ? route.from : route.to;
    try {
      const reply = await tryRelay(smtp, { host: route.host, to, from: 'stranger@probe.internet.test' });
      if (!reply || reply.code < 200 || reply.code > 299) return;
      const accepted = { at: new Date(now()), to, reply: reply.text };
      await this.#o.store.addRelayed(this.#o.sandbox, accepted);
      this.#relayed.push(accepted);
    } catch (error) {
      // A server that does not answer passes nothing on.
      if (!(error instanceof ProbeFailure)) throw error;
    }
  }
}
