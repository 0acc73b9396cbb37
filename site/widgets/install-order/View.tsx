import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { inline } from '../../lib/inline.ts';
import { readAddress, writeAddress } from '../address.ts';
import { type Event, execute, type PlanProblem, readPlan, rightOrders, writePlan } from './model.ts';
import { said } from './said.ts';
import { type StepId, stages, stepIds, steps } from './steps.ts';
import './install-order.css';

const words = {
  en: {
    pool: 'Not planned yet',
    poolHint: 'Press a step to do it next.',
    plan: 'Your plan',
    empty: 'Nothing yet. Which step comes first?',
    allPlanned: 'All fourteen steps are planned.',
    run: 'Carry it out',
    clear: 'Empty the plan',
    remove: (name: string) => `Take out: ${name}`,
    up: (name: string) => `Do earlier: ${name}`,
    results: { done: '✓ done', trap: '! done, and it comes back', stops: '✗ stops here', 'not reached': '– not reached' },
    without: (name: string) => `Without “${name}”:`,
    recorded: 'Recorded when this was tried',
    noPlan: 'Plan at least one step, then carry it out.',
    stopped: (place: number, name: string) => `Stopped at step ${place}, “${name}”. Mend the order and carry it out again.`,
    traps: (n: number) =>
      `Every command succeeded, and ${n === 1 ? 'one mistake' : `${n} mistakes`} waited for somebody. These are the expensive ones: you hear of them from others.`,
    missing: (n: number) => `So far so good. ${n === 1 ? 'One step is' : `${n} steps are`} still missing.`,
    clean: (orders: string, all: string) => `Nothing failed and nobody got an error. Yours is one of ${orders} right orders; ${all} orders are possible.`,
    unknown: (found: string) => `The address names a step “${found}”; steps are called a to n. It was left out.`,
    twice: (name: string) => `The address names “${name}” twice; a step is done once. The second was left out.`,
  },
  'zh-cn': {
    pool: '还没排的步骤',
    poolHint: '点一步，它就排在下一位。',
    plan: '你的计划',
    empty: '还是空的。第一步做什么？',
    allPlanned: '十四步都排好了。',
    run: '照此执行',
    clear: '清空计划',
    remove: (name: string) => `取出：${name}`,
    up: (name: string) => `提前：${name}`,
    results: { done: '✓ 完成', trap: '! 完成，但后患未除', stops: '✗ 到此中断', 'not reached': '– 没有执行到' },
    without: (name: string) => `缺少“${name}”：`,
    recorded: '实际试做时的记录',
    noPlan: '先至少排一步，再执行。',
    stopped: (place: number, name: string) => `第 ${place} 步“${name}”中断。调整顺序后再执行一次。`,
    traps: (n: number) => `每条命令都成功了，却埋下了 ${n} 处隐患。这类错误最贵：要等别人来告诉你。`,
    missing: (n: number) => `目前没有问题，还差 ${n} 步。`,
    clean: (orders: string, all: string) => `没有一步失败，也没有一个人收到错误。可能的顺序有 ${all} 种，正确的有 ${orders} 种，你排出了其中一种。`,
    unknown: (found: string) => `网址里有一步叫“${found}”，而步骤代号只有 a 到 n，已略去。`,
    twice: (name: string) => `网址里“${name}”出现了两次，一步只做一次，后一个已略去。`,
  },
};
/** 14! */
const possible = 87_178_291_200;

interface Props {
  language: Language;
}

export default function InstallOrder({ language }: Props) {
  const w = words[language];
  const [plan, setPlan] = useState<StepId[]>([]);
  const [problems, setProblems] = useState<PlanProblem[]>([]);
  const [ran, setRan] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const pool = useRef<HTMLUListElement>(null);
  const go = useRef<HTMLButtonElement>(null);
  const name = (id: StepId) => steps[id].name[language];

  useEffect(() => {
    const given = readAddress('plan');
    if (given === null) return;
    const read = readPlan(given);
    setPlan(read.plan);
    setProblems(read.problems);
    setRan(read.plan.length > 0);
  }, []);

  const change = (next: StepId[]) => {
    setPlan(next);
    setProblems([]);
    setRan(false);
    writeAddress({ plan: writePlan(next) });
  };
  const add = (id: StepId, i: number) => {
    change([...plan, id]);
    // The pressed button is gone: the keyboard goes on at the one that took its place, at the end to the blue button.
    requestAnimationFrame(() => {
      const buttons = pool.current?.querySelectorAll('button');
      (buttons?.[Math.min(i, buttons.length - 1)] ?? go.current)?.focus();
    });
  };
  const up = (i: number) => {
    const next = [...plan];
    [next[i - 1], next[i]] = [next[i] as StepId, next[i - 1] as StepId];
    change(next);
    // The button moves with its step; at the top there is none, so the keyboard goes to the button beside it.
    requestAnimationFrame(() => {
      const buttons = list.current?.children[i - 1]?.querySelectorAll('button');
      (buttons?.[0]?.disabled ? buttons[1] : buttons?.[0])?.focus();
    });
  };

  const run = execute(plan);
  const traps = run.events.filter((event) => event.result === 'trap').reduce((n, event) => n + event.unmet.length, 0);
  const number = (n: number) => n.toLocaleString(language === 'en' ? 'en' : 'zh-CN');
  const verdict =
    plan.length === 0
      ? w.noPlan
      : run.stoppedAt
        ? w.stopped(plan.indexOf(run.stoppedAt) + 1, name(run.stoppedAt))
        : traps > 0
          ? w.traps(traps)
          : run.clean
            ? w.clean(number(rightOrders()), number(possible))
            : w.missing(run.missing.length);

  return (
    <div class="io">
      <div class="io-columns">
        <section aria-label={w.pool}>
          <p class="io-title">{w.pool}</p>
          <p class="io-hint">{run.missing.length > 0 ? w.poolHint : w.allPlanned}</p>
          <ul class="io-pool" ref={pool}>
            {shuffled
              .filter((id) => !plan.includes(id))
              .map((id, i) => (
                <li key={id}>
                  <button type="button" onClick={() => add(id, i)}>
                    {name(id)}
                  </button>
                </li>
              ))}
          </ul>
        </section>
        <section aria-label={w.plan}>
          <p class="io-title">{w.plan}</p>
          {plan.length === 0 && <p class="io-hint">{w.empty}</p>}
          <ol class="io-plan" ref={list}>
            {plan.map((id, i) => (
              <PlanRow
                key={id}
                id={id}
                place={i + 1}
                event={ran ? run.events[i] : undefined}
                language={language}
                onUp={() => up(i)}
                onRemove={() => change(plan.filter((x) => x !== id))}
              />
            ))}
          </ol>
        </section>
      </div>
      <p class="io-actions">
        <button type="button" class="go" ref={go} onClick={() => setRan(true)}>
          {w.run}
        </button>
        <button type="button" disabled={plan.length === 0} onClick={() => change([])}>
          {w.clear}
        </button>
      </p>
      <div role="status">
        {problems.map((problem) => (
          <p key={problem.found} class="io-problem">
            {problem.kind === 'unknown' ? w.unknown(problem.found) : w.twice(name(problem.found))}
          </p>
        ))}
        {ran && <p class={`io-verdict ${run.clean ? 'met' : run.stoppedAt || traps > 0 ? 'not' : ''}`}>{verdict}</p>}
      </div>
    </div>
  );
}

/** The pool must not give the order away: by a fixed shuffle, the same for everybody, so that a class can talk about it. */
const shuffled: readonly StepId[] = [5, 12, 2, 9, 0, 7, 11, 3, 13, 6, 1, 10, 4, 8].map((i) => stepIds[i] as StepId);

interface RowProps {
  id: StepId;
  place: number;
  event: Event | undefined;
  language: Language;
  onUp: () => void;
  onRemove: () => void;
}

function PlanRow({ id, place, event, language, onUp, onRemove }: RowProps) {
  const w = words[language];
  const name = steps[id].name[language];
  return (
    <li class={event ? `io-${event.result.replace(' ', '-')}` : undefined}>
      <div class="io-row">
        <span class="io-name">
          <small>{stages[steps[id].stage - 1]?.[language]}</small>
          {name}
          {event && <em>{w.results[event.result]}</em>}
        </span>
        <button type="button" aria-label={w.up(name)} title={w.up(name)} disabled={place === 1} onClick={onUp}>
          ↑
        </button>
        <button type="button" aria-label={w.remove(name)} title={w.remove(name)} onClick={onRemove}>
          ×
        </button>
      </div>
      {event?.unmet.map((need) => (
        <div key={need.needs} class="io-unmet">
          <p>
            <strong>{w.without(steps[need.needs].name[language])}</strong> <span dangerouslySetInnerHTML={{ __html: inline(need.why[language]) }} />
          </p>
          {need.said && (
            <figure>
              <figcaption>{w.recorded}</figcaption>
              <pre>{said[need.said]}</pre>
            </figure>
          )}
        </div>
      ))}
    </li>
  );
}
