import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attempt, AttemptEvent, Visitor } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { StartStage } from '../../lab-runner/contract/sandbox.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { apiPath, call, type Reply } from '../client/api.ts';
import type { Refusal } from '../client/problems.ts';

/** How the attempt went away without this page's doing. */
export type Gone = 'ended' | 'replaced';

/** Milliseconds until a broken event stream counts as lost, and between two looks at the time that is left. */
const lostAfter = 2_500;
const refreshEvery = 60_000;
/** … and between two tries to learn whether there is an attempt, while nobody answers. */
const askEvery = 2_500;

/** The attempt of this lab in this browser, kept up to date by the server's events. */
export function useAttempt(slug: string) {
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const [submission, setSubmission] = useState<Submission | null>(null);
  const [stages, setStages] = useState<StartStage[]>([]);
  const [notice, setNotice] = useState<LocalizedText | null>(null);
  const [visitors, setVisitors] = useState<Visitor[]>([]);
  const [refusal, setRefusal] = useState<Refusal | 'absent' | null>(null);
  const [gone, setGone] = useState<Gone | null>(null);
  const [lost, setLost] = useState(false);
  const [loaded, setLoaded] = useState(false);
  const [busy, setBusy] = useState(false);
  /** Raised to open the event stream again. */
  const [round, setRound] = useState(0);
  const working = useRef(false);
  const id = attempt?.id ?? null;
  const current = useRef<string | null>(null);
  current.current = id;

  /** `absent`: nobody answered, so there may be one. */
  const running = async (): Promise<Attempt | 'none' | 'absent'> => {
    const reply = await call<Attempt[]>('GET', 'attempts');
    if (reply.kind === 'absent') return 'absent';
    return reply.kind === 'ok' ? (reply.value.find((a) => a.lab === slug && a.state !== 'ended') ?? 'none') : 'none';
  };

  useEffect(() => {
    let over = false;
    let again = 0;
    void call('POST', `labs/${slug}/prewarm`);
    const look = async () => {
      const found = await running();
      // A page loaded while the server restarts finds its sandbox when that answers; a press of Start was quicker.
      if (over || current.current) return;
      if (found === 'absent') again = window.setTimeout(() => void look(), askEvery);
      else if (found !== 'none') take(found);
      setLoaded(true);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(again);
    };
  }, [slug]);

  useEffect(() => {
    if (!id) return;
    const events = new EventSource(apiPath(`attempts/${id}/events`));
    let losing = 0;
    let again = 0;
    const on = (type: AttemptEvent['type'], act: (event: AttemptEvent) => void) =>
      events.addEventListener(type, (e) => act(JSON.parse((e as MessageEvent<string>).data) as AttemptEvent));
    on('attempt', (e) => e.type === 'attempt' && (e.attempt.state === 'ended' ? void ended() : take(e.attempt)));
    on('stage', (e) => e.type === 'stage' && setStages((all) => [...all.filter((s) => s.id !== e.stage.id), e.stage]));
    on('submission', (e) => e.type === 'submission' && setSubmission(e.submission));
    on('canary', (e) => e.type === 'canary' && setAttempt((now) => now && { ...now, canary: e.canary }));
    on('visitors', (e) => e.type === 'visitors' && setVisitors(e.visitors));
    on('notice', (e) => e.type === 'notice' && setNotice(e.text));
    events.onopen = () => {
      clearTimeout(losing);
      losing = 0;
      setLost(false);
    };
    events.onerror = () => {
      losing ||= window.setTimeout(() => setLost(true), lostAfter);
      // After a refusal (a proxy's 502, say) the browser gives up; we do not.
      if (events.readyState === EventSource.CLOSED) again = window.setTimeout(() => setRound((n) => n + 1), lostAfter);
    };
    const timer = window.setInterval(() => {
      if (document.hidden) return;
      void call<Attempt>('GET', `attempts/${id}`).then((reply) => {
        if (reply.kind === 'ok') setAttempt((now) => (now?.id === reply.value.id ? { ...now, expiresAt: reply.value.expiresAt } : now));
      });
    }, refreshEvery);
    return () => {
      events.close();
      setVisitors([]);
      clearTimeout(losing);
      clearTimeout(again);
      clearInterval(timer);
    };
  }, [id, round]);

  /** Somebody else's doing, or ours in another window: say so, and go on with the sandbox that took its place, if any. */
  async function ended(): Promise<void> {
    if (working.current) return;
    const next = await running();
    setNotice(null);
    const replaced = typeof next === 'object';
    setGone(replaced ? 'replaced' : 'ended');
    if (replaced) take(next);
    else forget();
  }

  function forget(): void {
    setAttempt(null);
    setStages([]);
    setSubmission(null);
    setRefusal(null);
  }

  function take(next: Attempt): void {
    if (next.state === 'ended') {
      forget();
      return;
    }
    setAttempt(next);
    setStages(next.stages);
    setSubmission((now) => {
      const last = next.lastSubmission;
      if (now && now.attempt !== next.id) return last;
      // An event with results may have overtaken this view.
      if (now?.state === 'running' && last?.id !== now.id) return now;
      return last ?? now;
    });
  }

  /** One call at a time; a refusal is shown. */
  async function act<T>(work: () => Promise<Reply<T>>): Promise<T | null> {
    if (working.current) return null;
    working.current = true;
    setBusy(true);
    setRefusal(null);
    const reply = await work();
    working.current = false;
    setBusy(false);
    if (reply.kind === 'ok') return reply.value;
    setRefusal(reply.kind === 'absent' ? 'absent' : reply);
    return null;
  }

  return { attempt, submission, stages, notice, visitors, refusal, gone, lost, loaded, busy, take, act, setSubmission, setNotice, setGone, setRefusal };
}
