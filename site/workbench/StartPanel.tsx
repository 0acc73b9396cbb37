import { useEffect, useState } from 'preact/hooks';
import type { Attempt } from '../../lab-runner/contract/api.ts';
import type { StartStage } from '../../lab-runner/contract/sandbox.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import type { LabCard } from '../lib/labs.ts';
import { expectedStages, stageText } from './stages.ts';
import type { Readiness } from './useStatus.ts';
import { words } from './words.ts';

interface Props {
  lab: LabCard;
  language: Language;
  attempt: Attempt | null;
  stages: StartStage[];
  readiness: Readiness;
  busy: boolean;
  onStart: () => void;
  onCancel: () => void;
}

/** What stands where the terminals will be: the way in, a start by named stages, a sandbox that sleeps or failed. */
export function StartPanel(props: Props) {
  const { attempt, lab, language, onStart, busy } = props;
  const w = (key: keyof typeof words) => words[key][language];
  if (attempt?.state === 'starting') return <Starting {...props} />;
  if (attempt?.state === 'stopped')
    return (
      <Panel title={w('asleep')}>
        <p>{w('asleepHint')}</p>
        <StartButton label={w('wake')} busy={busy} onStart={onStart} />
      </Panel>
    );
  if (attempt?.state === 'failed')
    return (
      <Panel title={w('failed')}>
        <p class="wb-problem">
          {language !== 'en' && `${w('reason')} `}
          <span lang="en">{attempt.problem}</span>
        </p>
        <StartButton label={w('startAgain')} busy={busy} onStart={onStart} />
      </Panel>
    );
  return (
    <Panel title={w('yours')}>
      <Network hosts={lab.hosts} language={language} />
      <p>{w('cleanRoom')}</p>
      <Obstacle readiness={props.readiness} language={language} />
      <StartButton label={w('start')} busy={busy} blocked={!['ready', 'unknown'].includes(props.readiness.kind)} onStart={onStart} />
    </Panel>
  );
}

function Panel({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section class="wb-panel" aria-labelledby="wb-panel-title">
      <h2 id="wb-panel-title" tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function StartButton({ label, busy, blocked = false, onStart }: { label: string; busy: boolean; blocked?: boolean; onStart: () => void }) {
  return (
    <p>
      <button type="button" class="button go" id="workbench-start" aria-busy={busy} disabled={blocked} onClick={onStart}>
        {label}
      </button>
    </p>
  );
}

/** The learner's machines and the Internet between them, as a picture in words. */
function Network({ hosts, language }: { hosts: string[]; language: Language }) {
  return (
    <ul class="wb-network">
      <li class="wb-cloud">
        <b>{words.internet[language]}</b>
        <small>{words.outside[language]}</small>
      </li>
      {hosts.map((host) => (
        <li key={host}>
          <b>
            <code>{host}</code>
          </b>
          <small>{words.asRoot[language]}</small>
        </li>
      ))}
    </ul>
  );
}

function Obstacle({ readiness, language }: { readiness: Readiness; language: Language }) {
  const w = (key: keyof typeof words) => words[key][language];
  switch (readiness.kind) {
    case 'absent':
      return (
        <div class="wb-obstacle" role="status">
          <p>
            <b>{w('absent')}</b> {w('absentHint')}
          </p>
          <pre>npm start</pre>
        </div>
      );
    case 'off':
      return (
        <div class="wb-obstacle" role="status">
          <p>
            <b>{w('off')}</b>
          </p>
          <p>
            {language !== 'en' && `${w('reason')} `}
            <span lang="en" class="wb-prewrap">
              {readiness.message} {readiness.hint}
            </span>
          </p>
          <p>{w('offHint')}</p>
          <pre>npx postlab doctor</pre>
        </div>
      );
    case 'images':
      return (
        <div class="wb-obstacle" role="status">
          <p>
            <b>{w('preparing')}</b> {w('preparingHint')}
          </p>
          <ul class="wb-images">
            {readiness.images.map((image) => (
              <li key={image.name} class={image.state}>
                <span aria-hidden="true">{{ ready: '✓', building: '◌', waiting: '○', failed: '✗' }[image.state]}</span> {w('image')} <code>{image.name}</code>{' '}
                {w(({ ready: 'imageReady', building: 'imageBuilding', waiting: 'imageWaiting', failed: 'imageFailed' } as const)[image.state])}
                {image.step && (
                  <small lang="en" class="wb-step">
                    {image.step}
                  </small>
                )}
                {image.problem && (
                  <small lang="en" class="wb-problem wb-prewrap">
                    {image.problem}
                  </small>
                )}
              </li>
            ))}
          </ul>
        </div>
      );
    default:
      return null;
  }
}

function Starting({ lab, language, stages, onCancel }: Props) {
  const w = (key: keyof typeof words) => words[key][language];
  const now = useSeconds();
  const seen = new Map(stages.map((s) => [s.id, s]));
  const all = expectedStages(lab.hosts, stages);
  const done = all.filter((id) => seen.get(id)?.state === 'done').length;
  const current = all.find((id) => seen.get(id)?.state === 'running');
  return (
    <Panel title={w('starting')}>
      <progress class="wb-progress" max={all.length} value={done} aria-label={w('starting')} />
      <p class="wb-stage">
        {current ? stageText(current)[language] : '…'} · {Math.min(done + 1, all.length)} {w('of')} {all.length}
      </p>
      <ol class="wb-stages">
        {all.map((id) => {
          const stage = seen.get(id);
          const state = stage?.state ?? 'open';
          return (
            <li key={id} class={state}>
              <span class="wb-mark" aria-hidden="true">
                {{ done: '✓', running: '◌', failed: '✗', open: '○' }[state]}
              </span>
              {stageText(id)[language]}
              {stage?.state === 'done' && (
                <small>
                  {(stage.took / 1000).toFixed(1)} {w('seconds')}
                </small>
              )}
              {stage?.state === 'running' && (
                <small>
                  <Elapsed key={id} now={now} /> {w('seconds')}
                </small>
              )}
            </li>
          );
        })}
      </ol>
      <p>
        <button type="button" class="button" onClick={onCancel}>
          {w('cancel')}
        </button>
      </p>
    </Panel>
  );
}

/** Seconds since this was first shown: nobody looks at a stage without knowing how long it has taken. */
function Elapsed({ now }: { now: number }) {
  const [begun] = useState(now);
  return <>{Math.max(0, Math.round((now - begun) / 1000))}</>;
}

function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
