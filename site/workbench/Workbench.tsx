import { createPortal, lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import type { Language, LocalizedText } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { refusalText } from '../client/problems.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import type { LabCard } from '../lib/labs.ts';
import { Bar } from './Bar.tsx';
import { Drawer, type DrawerContent } from './Drawer.tsx';
import { Hand } from './Hand.tsx';
import { Keep } from './Keep.tsx';
import { Notices } from './Notices.tsx';
import { fillPlaces } from './parameters.ts';
import { StartPanel } from './StartPanel.tsx';
import { stageText } from './stages.ts';
import { marks, stateOf, summaryOf } from './states.ts';
import { TaskLive } from './TaskLive.tsx';
import { minutesLeft } from './time.ts';
import { useAttempt } from './useAttempt.ts';
import { useHand } from './useHand.ts';
import { useReadiness } from './useStatus.ts';
import { hintCost, words } from './words.ts';

// xterm is heavy: it is loaded when there is a terminal to show.
const Terminals = lazy(() => import('./Terminals.tsx').then((m) => ({ default: m.Terminals })));

type Solutions = { solutions: { name: string; script: string }[] };

/** Everything of a lab's page that lives. Text and tasks stand beside it as plain HTML; what lives of a task is put into its box. */
export function Workbench({ lab, language }: { lab: LabCard; language: Language }) {
  const w = (key: keyof typeof words) => words[key][language];
  const live = useAttempt(lab.slug);
  const hand = useHand(lab.slug);
  const { attempt, submission, stages, loaded, busy, take, act, setSubmission } = live;
  const readiness = useReadiness(lab.images, loaded && !attempt);
  const { ask, dialog } = useAsk(language);
  const [open, setOpen] = useState<{ evidence: string } | Solutions | null>(null);
  const [why, setWhy] = useState<Record<string, LocalizedText> | null>(null);
  const [said, setSaid] = useState('');
  /** Where portals go; null on the server and until the page stands. */
  const [places, setPlaces] = useState<Places | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const drafts = useRef<Record<string, string>>({});
  const asked = useRef(false);
  const opener = useRef<HTMLElement | null>(null);
  const titles = Object.fromEntries([...lab.tasks, ...lab.invariants].map((t) => [t.id, t.title]));
  const path = attempt ? `attempts/${attempt.id}` : '';
  const left = minutesLeft(attempt?.expiresAt ?? null, now);

  useEffect(() => setPlaces(findPlaces()), []);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    const root = document.getElementById('lab-text');
    if (root) fillPlaces(root, attempt?.parameters ?? null);
  }, [attempt?.id, attempt?.state]);
  useEffect(() => markTasks(submission, attempt, language), [submission, attempt]);
  useEffect(() => {
    setOpen(null);
    setWhy(null);
    drafts.current = {};
  }, [attempt?.id]);
  useEffect(() => {
    if (!attempt || (!attempt.checkedAt && !attempt.revealed)) return;
    void call<Record<string, LocalizedText>>('GET', `attempts/${attempt.id}/why`).then((reply) => reply.kind === 'ok' && setWhy(reply.value));
  }, [attempt?.id, attempt?.checkedAt, attempt?.revealed]);
  // One sentence for those who hear the page, when a check has ended.
  useEffect(() => {
    const sum = submission && summaryOf(submission);
    if (sum) setSaid(summaryText(sum)[language]);
  }, [submission?.id, submission?.state]);
  useEffect(() => {
    const current = stages.filter((s) => s.state === 'running').at(-1);
    if (attempt?.state === 'starting' && current) setSaid(`${stageText(current.id)[language]} ${current.step} ${w('of')} ${current.of}`);
  }, [stages]);
  // Who waited for an image hears that the waiting is over.
  const waited = useRef(false);
  useEffect(() => {
    if (readiness.kind === 'images' || readiness.kind === 'off') waited.current = true;
    else if (readiness.kind === 'ready' && waited.current) setSaid(w('now'));
  }, [readiness.kind]);
  // Ctrl+Enter checks from everywhere, also out of a terminal.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
      document.getElementById('workbench-check')?.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const start = async () => {
    asked.current = true;
    live.setGone(null);
    live.setNotice(null);
    const next = await act(() => call<Attempt>('POST', `labs/${lab.slug}/attempts`, { fresh: false }));
    if (next) take(next);
  };
  const answer = async (task: string, value: string): Promise<boolean> => {
    const next = await act(() => call<Attempt>('PUT', `${path}/answers`, { task, answer: value }));
    if (next) take(next);
    return next !== null;
  };
  const submit = async (kind: 'checks' | 'proofs') => {
    live.setGone(null);
    for (const [task, value] of Object.entries(drafts.current)) if (value !== (attempt?.answers[task] ?? '') && !(await answer(task, value))) return;
    setSaid(w(kind === 'checks' ? 'checking' : 'proving'));
    const next = await act(() => call<Submission>('POST', `${path}/${kind}`));
    if (next) setSubmission((shown) => (shown?.id === next.id ? shown : next));
  };
  const leave = async (question: Parameters<typeof ask>[0], method: 'DELETE' | 'POST', tail: string) => {
    if ((await ask(question)) === null) return;
    asked.current = true;
    const next = await act(() => call<Attempt>(method, `${path}${tail}`));
    if (!next) return;
    live.setGone(null);
    live.setNotice(null);
    take(next);
    focusSoon(next.state === 'ended' ? '#workbench-start' : next.state === 'starting' ? '#wb-panel-title' : '#workbench-check');
  };
  const cancel = async () => {
    const next = await act(() => call<Attempt>('POST', `${path}/cancel`));
    if (!next) return;
    take(next);
    focusSoon('#workbench-start');
  };
  const reveal = async () => {
    opener.current = document.activeElement as HTMLElement | null;
    if (!attempt?.revealed && (await ask({ title: w('solutionAsk'), text: w('solutionText'), yes: w('yesSolution'), danger: true })) === null) return;
    const shown = await act(() => call<Solutions>('POST', `${path}/solution`));
    if (shown) setOpen(shown);
  };
  const hint = async (task: LabCard['tasks'][number], level: number) => {
    const cost = hintCost(level, task.points)[language];
    if (!attempt?.revealed && (await ask({ title: task.title[language].replaceAll('`', ''), text: cost, yes: w('yesHint') })) === null) return;
    if (await act(() => call('POST', `${path}/hints`, { task: task.id }))) focusSoon(`#hint-${task.id}-${level}`);
  };
  const object = async (task: LabCard['tasks'][number]) => {
    const note = await ask({ title: w('object'), text: w('objectText'), yes: w('objectYes'), note: w('objectLabel') });
    if (note && (await act(() => call('POST', `${path}/objections`, { task: task.id, note })))) live.setNotice(words.thanks);
  };
  const reboot = async (host: string) => {
    if ((await ask({ title: `${w('reboot')} ${host}`, text: w('rebootText'), yes: `${w('reboot')} ${host}` })) === null) return;
    const next = await act(() => call<Attempt>('POST', `${path}/hosts/${host}/reboot`));
    if (next) take(next);
  };
  const raise = async (up: boolean) => {
    const text = up ? await ask({ title: w('handRaise'), text: w('handAsk'), yes: w('handRaise'), note: w('handAbout'), optional: true, most: 300 }) : '';
    if (text !== null && (await act(() => hand.set(up, text)))) setSaid(w(up ? 'handUpHint' : 'handDown'));
  };
  const evidence = (id: string) => {
    opener.current = document.activeElement as HTMLElement | null;
    setOpen({ evidence: id });
  };
  const closeDrawer = () => {
    setOpen(null);
    if (opener.current?.isConnected) opener.current.focus();
  };

  const content = contentOf(open, submission, titles, language);
  const hasTerminals = attempt !== null && (attempt.state === 'ready' || attempt.state === 'rebooting');
  return (
    <div class="wb not-content">
      <div class="sr-only" role="status">
        {said}
      </div>
      <Notices
        attempt={attempt}
        submission={submission}
        notice={live.notice}
        visitors={live.visitors}
        gone={live.gone}
        lost={live.lost}
        refused={
          live.refusal === null
            ? null
            : live.refusal === 'absent'
              ? { text: `${w('absent')} ${w('lostHint')}`, original: '' }
              : refusalText(live.refusal, language)
        }
        left={left}
        hand={hand.news}
        language={language}
        onStay={start}
        onDismissVisitors={() => void call('POST', `${path}/visitors/dismiss`)}
        onDismiss={() => {
          live.setNotice(null);
          live.setGone(null);
          live.setRefusal(null);
          hand.dismiss();
        }}
      />
      <div class="wb-main">
        {hasTerminals ? (
          <Suspense fallback={<div class="wb-terminals" />}>
            <Terminals key={attempt.id} attempt={attempt} language={language} focus={asked.current} onReboot={(host) => void reboot(host)} />
          </Suspense>
        ) : (
          <StartPanel
            lab={lab}
            language={language}
            attempt={attempt}
            stages={stages}
            readiness={readiness}
            busy={busy}
            onStart={() => void start()}
            onCancel={() => void cancel()}
          />
        )}
        {content && <Drawer content={content} hosts={attempt?.hosts ?? []} language={language} onClose={closeDrawer} />}
      </div>
      {dialog}
      {places &&
        createPortal(
          <>
            {hand.possible && <Hand raised={hand.raised} language={language} onPress={(up) => void raise(up)} />}
            {attempt && attempt.state !== 'starting' && (
              <Bar
                attempt={attempt}
                submission={submission}
                left={left}
                language={language}
                onSubmit={(kind) => void submit(kind)}
                onSolution={() => void reveal()}
                onReset={() => void leave({ title: w('resetAsk'), text: w('resetText'), yes: w('yesReset'), danger: true }, 'POST', '/reset')}
                onEnd={() => void leave({ title: w('endAsk'), text: w('endText'), yes: w('yesEnd'), danger: true }, 'DELETE', '')}
              />
            )}
          </>,
          places.bar,
        )}
      {places?.keep &&
        createPortal(<Keep lab={lab} attempt={attempt} submission={submission} titles={titles} language={language} onEvidence={evidence} />, places.keep)}
      {places &&
        attempt &&
        lab.tasks.map((task) => {
          const place = places.tasks.get(task.id);
          const finished = submission?.state !== 'interrupted' ? submission : null;
          return (
            place &&
            createPortal(
              <TaskLive
                key={`${attempt.id}-${task.id}`}
                task={task}
                titles={titles}
                attempt={attempt}
                result={finished?.results.find((r) => r.id === task.id)}
                score={finished?.score?.tasks.find((t) => t.id === task.id)}
                why={why?.[task.id]}
                language={language}
                onEvidence={() => evidence(task.id)}
                onHint={(level) => void hint(task, level)}
                onObject={() => void object(task)}
                onDraft={(value) => {
                  drafts.current[task.id] = value;
                }}
                onAnswer={(value) => answer(task.id, value)}
              />,
              place,
            )
          );
        })}
    </div>
  );
}

interface Places {
  bar: HTMLElement;
  keep: HTMLElement | null;
  tasks: Map<string, HTMLElement>;
}

function findPlaces(): Places | null {
  const bar = document.getElementById('bench-bar');
  if (!bar) return null;
  const boxes = [...document.querySelectorAll<HTMLElement>('[data-task-live]')];
  return { bar, keep: document.getElementById('bench-keep'), tasks: new Map(boxes.map((box) => [box.dataset['taskLive'] ?? '', box])) };
}

function contentOf(
  open: { evidence: string } | Solutions | null,
  submission: Submission | null,
  titles: Record<string, LocalizedText>,
  language: Language,
): DrawerContent | null {
  if (!open) return null;
  if ('solutions' in open) return { kind: 'solutions', solutions: open.solutions };
  const item = submission?.results.find((r) => r.id === open.evidence);
  return item ? { kind: 'evidence', item, title: titles[item.id]?.[language] ?? item.id } : null;
}

/** Writes each task's state into the text's own boxes. */
function markTasks(submission: Submission | null, attempt: Attempt | null, language: Language): void {
  for (const box of document.querySelectorAll<HTMLElement>('#lab-text [data-task]')) {
    const id = box.dataset['task'] ?? '';
    const state = stateOf(id, submission, 'task');
    box.dataset['state'] = state;
    const write = (selector: string, text: string) => {
      const place = box.querySelector(selector);
      if (place && place.textContent !== text) place.textContent = text;
    };
    write('.task-mark', marks[state]);
    write('.task-state', words[state][language]);
    const score = submission?.score?.tasks.find((t) => t.id === id);
    const max = Number((box.querySelector('.task-points') as HTMLElement | null)?.dataset['points'] ?? 0);
    write('.task-points', score && attempt ? `${score.points} / ${max}` : `${max}`);
  }
}

function summaryText({ points, max, met, tasks }: { points: number; max: number; met: number; tasks: number }): LocalizedText {
  return {
    en: `Checked: ${met} of ${tasks} tasks met, ${points} of ${max} points.`,
    'zh-cn': `检查完毕：${tasks} 项任务达成 ${met} 项，${max} 分得 ${points} 分。`,
  };
}

/** Focus for something that one of the next drawings brings, unless the learner goes somewhere else meanwhile. */
function focusSoon(selector: string): void {
  const until = performance.now() + 20_000;
  const before = document.activeElement;
  const look = () => {
    const found = document.querySelector<HTMLElement>(selector);
    const now = document.activeElement;
    if (now !== before && now !== document.body) return;
    if (found) found.focus();
    else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
