import { type Attempt, type AttemptEvent, apiError, attemptEvent, attempt as attemptShape } from '../../lab-runner/contract/api.ts';
import { type Submission, submission as submissionShape } from '../../lab-runner/contract/attempt.ts';
import { TerminalScreen } from './terminal-screen.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** One person's browser as far as the API is concerned: a cookie jar, an Origin, JSON, server-sent events and terminals. */
export class Browser {
  /** Set anew when the server comes back elsewhere. */
  url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        origin: new URL(this.url).origin,
        ...(this.#cookies.size > 0 && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (name) this.#cookies.set(name, value ?? '');
    }
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** Like `call`, for what must go well. */
  async must<T>(shape: { parse(body: unknown): T }, status: number, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call(method, path, body);
    if (answer.status !== status) throw new Error(`${method} ${path} should answer ${status}; it answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return shape.parse(answer.body);
  }

  start(lab: string, options: { fresh?: boolean } = {}): Promise<Attempt> {
    return this.must(attemptShape, 202, 'POST', `/api/labs/${lab}/attempts`, options.fresh ? { fresh: true } : undefined);
  }

  attempt(id: string): Promise<Attempt> {
    return this.must(attemptShape, 200, 'GET', `/api/attempts/${id}`);
  }

  check(id: string): Promise<Submission> {
    return this.must(submissionShape, 202, 'POST', `/api/attempts/${id}/checks`);
  }

  submission(id: string): Promise<Submission> {
    return this.must(submissionShape, 200, 'GET', `/api/submissions/${id}`);
  }

  /** Follows the attempt's events until one satisfies; returns all that came. Fails when the stream ends or the time is over. */
  async events(id: string, until: (event: AttemptEvent) => boolean, timeout = 240_000): Promise<AttemptEvent[]> {
    const abort = new AbortController();
    const seen: AttemptEvent[] = [];
    const timer = setTimeout(() => abort.abort(), timeout);
    try {
      const response = await fetch(new URL(`/api/attempts/${id}/events`, this.url), { headers: { cookie: this.cookie }, signal: abort.signal });
      if (response.status !== 200 || !response.body) throw new Error(`the events answered ${response.status}`);
      let text = '';
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
          text = text.slice(end + 2);
          if (data === undefined) continue;
          const event = attemptEvent.parse(JSON.parse(data));
          seen.push(event);
          if (until(event)) return seen;
        }
      }
      throw new Error('the events ended');
    } catch (error) {
      const last = seen.at(-1);
      throw new Error(`waiting for an event, the last of ${seen.length} being ${JSON.stringify(last)?.slice(0, 600)}: ${String(error)}`, { cause: error });
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  /** Waits until the attempt is ready. */
  async ready(id: string): Promise<Attempt> {
    const events = await this.events(id, (e) => e.type === 'attempt' && (e.attempt.state === 'ready' || e.attempt.state === 'failed'));
    const last = events.at(-1);
    if (last?.type !== 'attempt' || last.attempt.state !== 'ready') throw new Error(`the lab did not become ready: ${JSON.stringify(last)}`);
    return last.attempt;
  }

  /** Waits for the end of a submission. */
  async finished(attempt: string, submission: string): Promise<Submission> {
    await this.events(attempt, (e) => {
      const s = e.type === 'submission' ? e.submission : e.type === 'attempt' ? e.attempt.lastSubmission : null;
      return s?.id === submission && s.state !== 'running';
    });
    return this.submission(submission);
  }

  /**
   * Presses Check and waits for what it finds. Where that is only that the machine was too busy to judge fairly, presses again, as the
   * page says one should.
   */
  async judged(attempt: string): Promise<Submission> {
    for (let times = 1; ; times++) {
      const done = await this.finished(attempt, (await this.check(attempt)).id);
      const busy = done.results.some((r) => r.result.verdict === 'error' && r.result.cause.includes('too busy to judge fairly'));
      if (!busy || times === 5) return done;
    }
  }

  terminal(attempt: string, host: string, tab = 1): TerminalScreen {
    return new TerminalScreen(this.url, this.cookie, `/api/attempts/${attempt}/terminals/${host}/${tab}`);
  }
}

/** Code and status of a refusal, whose body must be an error with a message and a hint. */
export function refusal(answer: Answer): [number, string] {
  const { error } = apiError.parse(answer.body);
  if (error.message === '' || error.hint === '') throw new Error(`an error should have a message and a hint; found ${JSON.stringify(error)}`);
  return [answer.status, error.code];
}
