import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Me } from '../../lab-runner/contract/account.ts';
import type { MyClass } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { apiPath, call } from '../client/api.ts';
import { useAsk } from '../components/ask/Ask.tsx';
import { when } from '../components/pages/format.ts';
import { Field, Problem, useAct, wordsIn } from './parts.tsx';

/** Milliseconds between two looks; none is made while the page is hidden. */
const lookEvery = 3_000;

interface Props {
  language: Language;
  me: Me;
  labs: Record<string, { title: string; href: string }>;
  paths: Record<string, { title: string; href: string }>;
  onMore: () => void;
  onLeft: () => void;
}

/** A learner's classes: labs and due dates, what is launched, the hand, notes, and what is kept about them. */
export function MyClasses({ language, me, labs, paths, onMore, onLeft }: Props) {
  const w = wordsIn(language);
  const [classes, setClasses] = useState<MyClass[]>([]);
  const { act, problem } = useAct(language);
  const { ask, dialog } = useAsk(language);
  const look = useCallback(async () => {
    const reply = await call<MyClass[]>('GET', 'my/classes');
    if (reply.kind === 'ok') setClasses(reply.value);
    else if (reply.kind === 'refused' && reply.status === 401) onLeft();
  }, []);
  useEffect(() => {
    void look();
    const timer = setInterval(() => document.hidden || void look(), lookEvery);
    return () => clearInterval(timer);
  }, [look]);
  const leave = async () => {
    if (await act(() => call('POST', 'logout'))) onLeft();
  };
  const erase = async () => {
    if ((await ask({ title: w('eraseAsk'), text: w('eraseText'), yes: w('erase'), danger: true })) === null) return;
    if (await act(() => call('DELETE', 'me'))) onLeft();
  };
  return (
    <>
      <p class="cl-who">
        <span>
          {w('hello')} <b>{me.person?.name}</b>
        </span>
        <button type="button" class="cl-small" onClick={onMore}>
          {w('another')}
        </button>
        <button type="button" class="cl-small" onClick={() => void leave()}>
          {w('leave')}
        </button>
      </p>
      {problem && <Problem text={problem} />}
      {classes.map((one) => (
        <OneClass key={one.id} one={one} language={language} labs={labs} path={one.path ? paths[one.path] : undefined} onChanged={() => void look()} />
      ))}
      {me.person?.role === 'learner' && (
        <section class="cl-data" aria-labelledby="data-title">
          <h2 id="data-title">{w('yourData')}</h2>
          <p>{w('seen')}</p>
          <p class="cl-buttons">
            <a class="cl-small" href={apiPath('me/data')} download="postlab-my-data.json">
              {w('download')}
            </a>
            <button type="button" class="cl-small" onClick={() => void erase()}>
              {w('erase')}
            </button>
          </p>
        </section>
      )}
      {dialog}
    </>
  );
}

interface OneProps {
  one: MyClass;
  language: Language;
  labs: Props['labs'];
  path: { title: string; href: string } | undefined;
  onChanged: () => void;
}

function OneClass({ one, language, labs, path, onChanged }: OneProps) {
  const w = wordsIn(language);
  const { act, busy, problem } = useAct(language);
  const [text, setText] = useState('');
  const hand = async (raised: boolean) => {
    if (!(await act(() => call('PUT', `my/classes/${one.id}/hand`, { raised, text })))) return;
    setText('');
    onChanged();
  };
  const launchOf = (lab: string) => one.launches.find((l) => l.lab === lab);
  const listed = [
    ...one.labs,
    ...one.launches.filter((l) => !one.labs.some((x) => x.lab === l.lab)).map((l) => ({ lab: l.lab, opensAt: null, dueAt: null, extended: false })),
  ];
  return (
    <section class="cl-class" aria-label={one.name}>
      <h2>
        {one.name} {one.endedAt && <small>{w('ended')}</small>}
      </h2>
      {path && (
        <p>
          <a href={path.href}>{path.title}</a>
        </p>
      )}
      {one.recordTerminals && <p class="cl-warn">{w('recording')}</p>}
      {listed.length === 0 && <p class="cl-aside">{w('noLabs')}</p>}
      <ul class="cl-labs">
        {listed.map(({ lab, opensAt, dueAt, extended }) => {
          const launch = launchOf(lab);
          const closed = opensAt !== null && opensAt > new Date().toISOString();
          return (
            <li key={lab} class={launch ? `launched ${launch.state}` : undefined}>
              <a href={labs[lab]?.href ?? '#'}>{labs[lab]?.title ?? lab}</a>
              {(closed || dueAt) && (
                <small>
                  {closed
                    ? `${w('opens')} ${when(opensAt, language)}`
                    : dueAt
                      ? `${w('due')} ${when(dueAt, language)}${extended ? ` · ${w('extended')}` : ''}`
                      : ''}
                </small>
              )}
              {launch && (
                <span class="cl-seat" role="status">
                  {seatText(launch, language)}
                  {launch.state === 'ready' && !launch.paused && (
                    <a class="button go" href={labs[lab]?.href ?? '#'}>
                      {w('open')}
                    </a>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {one.endedAt === null && (
        <div class="cl-hand">
          {one.handRaised ? (
            <p role="status">{w('raised')}</p>
          ) : (
            <Field label={w('handText')}>
              <input maxLength={300} value={text} onInput={(e) => setText(e.currentTarget.value)} />
            </Field>
          )}
          <button type="button" class="button" aria-pressed={one.handRaised} disabled={busy} onClick={() => void hand(!one.handRaised)}>
            {one.handRaised ? w('lower') : w('raise')}
          </button>
          {problem && <Problem text={problem} />}
        </div>
      )}
      {one.notes.length > 0 && (
        <div class="cl-notes">
          <h3>{w('notes')}</h3>
          {one.notes.map((note) => (
            <blockquote key={note.at}>
              {note.text} <small>{when(note.at, language)}</small>
            </blockquote>
          ))}
        </div>
      )}
    </section>
  );
}

function seatText(launch: MyClass['launches'][number], language: Language): string {
  const w = wordsIn(language);
  if (launch.paused) return w('seatPaused');
  switch (launch.state) {
    case 'queued': {
      const wait = launch.waitSeconds === null ? '' : ` · ${w('about')} ${Math.ceil(launch.waitSeconds)} ${w('seconds')}`;
      return `${w('seatQueued')} ${launch.position ?? '?'} ${w('seatQueuedAfter')}${wait}`;
    }
    case 'starting':
      return w('seatStarting');
    case 'ready':
      return w('seatReady');
    case 'failed':
      return w('seatFailed');
    case 'ended':
      return w('ended');
  }
}
