import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attempt, AttemptEvent } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { StartStage } from '../../lab-runner/contract/sandbox.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { apiPath, type Reply } from '../client/api.ts';
import { call } from './api.ts';

export interface Problem {
  message: string;
  hint: string;
}

/** The attempt of this lab in this browser, kept up to date by the server's events. */
export function useAttempt(slug: string, absentText: string) {
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const [submission, setSubmission] = useState<Submission | null>(null);
  const [stages, setStages] = useState<StartStage[]>([]);
  const [notice, setNotice] = useState<LocalizedText | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const id = attempt?.id ?? null;
  const source = useRef<EventSource | null>(null);

  useEffect(() => {
    void call('POST', `labs/${slug}/prewarm`);
    void call<Attempt[]>('GET', 'attempts').then((reply) => {
      if (reply.kind === 'absent') setProblem({ message: absentText, hint: '' });
      const running = reply.kind === 'ok' ? reply.value.find((a) => a.lab === slug && a.state !== 'ended') : undefined;
      if (running) take(running);
    });
  }, [slug]);

  useEffect(() => {
    if (!id) return;
    const events = new EventSource(apiPath(`attempts/${id}/events`));
    source.current = events;
    const on = (type: AttemptEvent['type'], act: (event: AttemptEvent) => void) =>
      events.addEventListener(type, (e) => act(JSON.parse((e as MessageEvent<string>).data) as AttemptEvent));
    on('attempt', (e) => e.type === 'attempt' && take(e.attempt));
    on('stage', (e) => e.type === 'stage' && setStages((all) => [...all.filter((s) => s.id !== e.stage.id), e.stage]));
    on('submission', (e) => e.type === 'submission' && setSubmission(e.submission));
    on('notice', (e) => e.type === 'notice' && setNotice(e.text));
    return () => events.close();
  }, [id]);

  function take(next: Attempt): void {
    setAttempt(next.state === 'ended' ? null : next);
    setStages(next.stages);
    setSubmission((now) =>
      next.lastSubmission && now?.state !== 'running' ? next.lastSubmission : next.lastSubmission?.id === now?.id ? next.lastSubmission : now,
    );
    if (next.state === 'failed') setProblem({ message: next.problem, hint: '' });
    else setProblem(null);
    if (next.state === 'ended') setSubmission(null);
  }

  /** One call at a time; a refusal is shown. */
  async function act<T>(work: () => Promise<Reply<T>>): Promise<T | null> {
    setBusy(true);
    setProblem(null);
    const reply = await work();
    setBusy(false);
    if (reply.kind === 'ok') return reply.value;
    setProblem(reply.kind === 'absent' ? { message: absentText, hint: '' } : { message: reply.message, hint: reply.hint });
    return null;
  }

  return { attempt, submission, stages, notice, problem, busy, take, act, setSubmission };
}
