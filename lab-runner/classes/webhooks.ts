import { createHmac, randomBytes } from 'node:crypto';
import { type GradedEvent, testEvent } from '../contract/class.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { ClassStore } from './class-store.ts';
import { unknownClass } from './classes.ts';
import type { ClassAttempts } from './ports.ts';

export interface WebhooksOptions {
  store: ClassStore;
  attempts: ClassAttempts;
  /** Classes with an address in which that learner has that lab. */
  listening: (learner: string, lab: string) => Promise<{ class: string; studentNumber: string | null }[]>;
  now: () => Date;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

/** Milliseconds until the next try, after so many. The last is a day after the first. */
const waits = [0, 5_000, 30_000, 120_000, 600_000, 3_600_000, 6 * 3_600_000, 17 * 3_600_000];
const lookEvery = 1_000;
/** Milliseconds a receiver may take. */
const patience = 10_000;

/** `t=<Unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`: the time is signed too, so that an old call cannot be sent again. */
export function signatureOf(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Tells another program of each graded check. Kept until it went through or a day is over; the receiver sorts out repeats by `id`. */
export class Webhooks {
  readonly #o: WebhooksOptions;
  readonly #unwatch: () => void;
  readonly #timer: NodeJS.Timeout;
  #sending: Promise<void> | null = null;
  #closed = false;

  constructor(options: WebhooksOptions) {
    this.#o = options;
    this.#unwatch = options.attempts.watch((attempt, event) => {
      if (event.type !== 'submission' || event.submission.state !== 'done' || !event.submission.score) return;
      void this.#keep(attempt, event.submission).catch((error: unknown) => options.log('a webhook call could not be kept', { error: messageOf(error) }));
    });
    this.#timer = setInterval(() => this.look(), lookEvery);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unwatch();
    clearInterval(this.#timer);
    await this.#sending;
  }

  look(): void {
    if (this.#sending || this.#closed) return;
    this.#sending = this.#sendDue()
      .catch((error: unknown) => this.#o.log('webhook calls could not be made', { error: messageOf(error) }))
      .finally(() => {
        this.#sending = null;
      });
  }

  /** Sends one call that says it is a test, once, and tells what came of it. Throws `unknown-class`, `no-webhook` (409). */
  async test(id: string): Promise<{ problem: string }> {
    const row = await this.#o.store.find(id);
    if (!row) throw unknownClass();
    if (!row.webhookUrl || !row.webhookSecret)
      throw new PostlabError({ code: 'no-webhook', status: 409, message: 'This class has no webhook.', hint: 'Set its address first.' });
    const now = this.#o.now();
    const event = testEvent.parse({ version: 1, type: 'webhook.test', id: `test.${randomBytes(8).toString('hex')}`, at: now.toISOString(), class: id });
    const json = JSON.stringify(event);
    // Not due while this try is under way; one that a crash cut off goes out as any other.
    const nextAt = new Date(now.getTime() + 3 * patience).toISOString();
    const kept = await this.#o.store.addDelivery({ id: event.id, class: id, json, createdAt: event.at, tries: 0, nextAt, doneAt: null, problem: '' });
    if (!kept) throw unknownClass();
    const problem = await this.#send(row.webhookUrl, row.webhookSecret, json);
    await this.#o.store.changeDelivery(event.id, { tries: 1, problem, doneAt: this.#o.now().toISOString() });
    return { problem };
  }

  async #keep(
    attempt: string,
    submission: { id: string; kind: 'check' | 'proof'; score: GradedEvent['score'] | null; results: GradedEvent['results'] },
  ): Promise<void> {
    const owner = await this.#o.attempts.ownerOf(attempt);
    if (!owner || !submission.score) return;
    const at = this.#o.now().toISOString();
    for (const { class: id, studentNumber } of await this.#o.listening(owner.learner, owner.lab)) {
      const event: GradedEvent = {
        version: 1,
        type: 'submission.graded',
        id: `${submission.id}.${id}`,
        at,
        class: id,
        person: owner.learner,
        studentNumber,
        lab: owner.lab,
        attempt,
        submission: submission.id,
        kind: submission.kind,
        score: submission.score,
        results: submission.results,
      };
      await this.#o.store.addDelivery({ id: event.id, class: id, json: JSON.stringify(event), createdAt: at, tries: 0, nextAt: at, doneAt: null, problem: '' });
    }
    this.look();
  }

  async #sendDue(): Promise<void> {
    for (const call of await this.#o.store.dueDeliveries(this.#o.now().toISOString(), 20)) {
      if (this.#closed) return;
      if (!call.webhookUrl || !call.webhookSecret) continue;
      const problem = await this.#send(call.webhookUrl, call.webhookSecret, call.json);
      const tries = call.tries + 1;
      const wait = waits[tries];
      await this.#o.store.changeDelivery(call.id, {
        tries,
        problem,
        ...(problem === '' || wait === undefined
          ? { doneAt: this.#o.now().toISOString() }
          : { nextAt: new Date(this.#o.now().getTime() + wait).toISOString() }),
      });
      if (problem !== '' && wait === undefined) this.#o.log('a webhook call was given up', { class: call.class, tries, problem });
    }
  }

  /** What was wrong; empty when the receiver took it. */
  async #send(url: string, secret: string, body: string): Promise<string> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'postlab-webhook/1', 'postlab-signature': signatureOf(secret, body, this.#o.now()) },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      });
      await answer.body?.cancel();
      return answer.ok ? '' : `it answered ${answer.status}`;
    } catch (error) {
      const cause = error instanceof Error && error.cause ? `: ${messageOf(error.cause)}` : '';
      return `${messageOf(error)}${cause}`.slice(0, 300);
    }
  }
}
