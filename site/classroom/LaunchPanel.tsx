import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ClassView, LaunchPlan, LaunchView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { Problem, useAct, wordsIn } from './parts.tsx';
import { fitText, type Word } from './words.ts';

interface Props {
  one: ClassView;
  lab: string;
  launches: readonly LaunchView[];
  language: Language;
  mayManage: boolean;
}

/** Capacity before a launch, the launch, and what can be done with it. The board brings its state. */
export function LaunchPanel({ one, lab, launches, language, mayManage }: Props) {
  const w = wordsIn(language);
  const { act, busy, problem } = useAct(language);
  const { ask, dialog } = useAsk(language);
  const [plan, setPlan] = useState<LaunchPlan | null>(null);
  const launch = launches.find((l) => l.lab === lab && l.state !== 'ended');
  const path = `classes/${one.id}/launches`;
  const look = useCallback(async () => {
    const reply = await call<LaunchPlan>('GET', `${path}/plan?lab=${encodeURIComponent(lab)}`);
    if (reply.kind === 'ok') setPlan(reply.value);
  }, [path, lab]);
  useEffect(() => {
    setPlan(null);
    void look();
    const timer = setInterval(() => document.hidden || void look(), 4_000);
    return () => clearInterval(timer);
  }, [look]);

  const go = (what: string, body?: object) => act(() => call<unknown>('POST', `${path}${what}`, body)).then(() => look());
  const asked = async (title: Word, text: Word, what: string) => {
    if ((await ask({ title: w(title), text: w(text), yes: w('yes'), danger: true })) !== null) await go(what);
  };
  const more = plan ? plan.learners - plan.running : 0;
  return (
    <div class="cl-launch">
      {launch ? (
        <p role="status">
          {(['queued', 'starting', 'ready', 'failed'] as const)
            .filter((state) => launch.counts[state])
            .map((state) => `${launch.counts[state]} ${countWords[state][language]}`)
            .join(' · ')}
          {launch.state === 'paused' && <b> · {w('seatPaused')}</b>}
        </p>
      ) : (
        plan && (
          <p role="status">
            {fitText(more, plan.fits + plan.warm)[language]}
            {(plan.warm > 0 || plan.warming > 0) &&
              ` ${plan.warm} ${countWords.warm[language]}${plan.warming > 0 ? `, ${plan.warming} ${countWords.starting[language]}` : ''}.`}
          </p>
        )
      )}
      {mayManage && one.endedAt === null && (
        <p class="cl-buttons">
          {!launch && (
            <>
              <button type="button" class="button go" disabled={busy} onClick={() => void go('', { lab })}>
                {w('launch')}
              </button>
              <button type="button" class="button" disabled={busy || more === 0} onClick={() => void go('/warm', { lab })}>
                {w('warm')}
              </button>
            </>
          )}
          {launch && (
            <>
              <button type="button" class="cl-small" disabled={busy} onClick={() => void go(`/${launch.id}/${launch.state === 'paused' ? 'resume' : 'pause'}`)}>
                {launch.state === 'paused' ? w('resume') : w('pause')}
              </button>
              <button type="button" class="cl-small" disabled={busy} onClick={() => void go(`/${launch.id}/extend`)}>
                {w('extend')}
              </button>
              <button
                type="button"
                class="cl-small"
                disabled={busy || launch.state === 'paused'}
                onClick={() => void asked('resetAllAsk', 'resetAllText', `/${launch.id}/reset`)}
              >
                {w('resetAll')}
              </button>
              <button type="button" class="cl-small" disabled={busy} onClick={() => void asked('endAsk', 'endText', `/${launch.id}/end`)}>
                {w('endLaunch')}
              </button>
            </>
          )}
        </p>
      )}
      {problem && <Problem text={problem} />}
      {dialog}
    </div>
  );
}

const countWords = {
  queued: { en: 'in the queue', 'zh-cn': '个排队' },
  starting: { en: 'starting', 'zh-cn': '个正在启动' },
  ready: { en: 'ready', 'zh-cn': '个就绪' },
  failed: { en: 'failed', 'zh-cn': '个失败' },
  warm: { en: 'are ready before', 'zh-cn': '个已提前备好' },
} as const;
