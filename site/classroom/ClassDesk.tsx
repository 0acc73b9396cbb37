import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ClassView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { call } from '../client/api.ts';
import { BoardPanel } from './BoardPanel.tsx';
import { ClassSettingsPanel } from './ClassSettingsPanel.tsx';
import { deskWordsIn } from './desk-words.ts';
import { GradesPanel } from './GradesPanel.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { Problem, useMe, wordsIn } from './parts.tsx';
import { Qr } from './Qr.tsx';
import { StatisticsPanel } from './StatisticsPanel.tsx';
import { WebhookPanel } from './WebhookPanel.tsx';
import './classroom.css';

export type LabTitles = Record<string, { title: string; tasks: Record<string, string> }>;

interface Props {
  language: Language;
  labs: LabTitles;
  instructorHref: string;
  joinHref: string;
}

const tabs = ['board', 'people', 'grades', 'statistics', 'settings'] as const;
type Tab = (typeof tabs)[number];
const tabOf = (hash: string): Tab => tabs.find((tab) => `#${tab}` === hash) ?? 'board';

/** Everything an instructor does with one class. Which class and which tab is in the address. */
export default function ClassDesk({ language, labs, instructorHref, joinHref }: Props) {
  const w = wordsIn(language);
  const { me } = useMe();
  const [id, setId] = useState<string | null>(null);
  const [one, setOne] = useState<ClassView | null>(null);
  const [problem, setProblem] = useState('');
  const [tab, setTab] = useState<Tab>('board');
  const [projector, setProjector] = useState(false);
  useEffect(() => {
    setId(new URLSearchParams(location.search).get('id'));
    const follow = () => setTab(tabOf(location.hash));
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const look = useCallback(async () => {
    if (!id) return;
    const reply = await call<ClassView>('GET', `classes/${id}`);
    if (reply.kind === 'ok') setOne(reply.value);
    else setProblem(reply.kind === 'absent' ? w('absent') : reply.status === 401 ? w('signInHint') : w('noClass'));
  }, [id]);
  useEffect(() => void look(), [look]);
  useEffect(() => {
    document.documentElement.classList.toggle('cl-projector', projector);
    return () => document.documentElement.classList.remove('cl-projector');
  }, [projector]);

  const role = me?.kind === 'ok' ? me.value.person?.role : undefined;
  const mayManage = role === 'instructor' || role === 'admin';
  const back = (
    <p class="cl-aside">
      <a href={instructorHref}>← {w('all')}</a>
    </p>
  );
  if (problem)
    return (
      <div class="classroom">
        {back}
        <Problem text={problem} />
      </div>
    );
  if (!one || !id) return <p role="status">{id === null ? w('noClass') : w('asking')}</p>;
  const joinUrl = new URL(joinHref, location.href);
  return (
    <div class="classroom cl-desk">
      {!projector && back}
      <header class="cl-head">
        <h2>{one.name}</h2>
        {one.code ? (
          <div class="cl-join">
            <span>
              {w('joinAt')} <a href={`${joinUrl.href}?code=${one.code}`}>{`${joinUrl.host}${joinUrl.pathname}`}</a>
            </span>
            <output class="cl-bigcode">{one.code}</output>
            <details class="cl-qr-box" open={projector}>
              <summary class="cl-small">{w('qr')}</summary>
              <Qr text={`${joinUrl.href}?code=${one.code}`} name={w('qrName')} />
            </details>
          </div>
        ) : (
          <p>{one.endedAt ? w('ended') : w('closed')}</p>
        )}
        <button type="button" class="cl-small" aria-pressed={projector} onClick={() => setProjector(!projector)}>
          {projector ? w('projectorOff') : w('projector')}
        </button>
      </header>
      {!projector && (
        <nav class="cl-tabs" aria-label={one.name}>
          {tabs
            .filter((name) => mayManage || name !== 'settings')
            .map((name) => (
              <a key={name} href={`#${name}`} aria-current={tab === name ? 'page' : undefined}>
                {w(name)}
              </a>
            ))}
        </nav>
      )}
      {(tab === 'board' || projector) && <BoardPanel one={one} labs={labs} language={language} mayManage={mayManage} projector={projector} />}
      {tab === 'people' && !projector && <PeoplePanel one={one} language={language} mayManage={mayManage} />}
      {tab === 'grades' && !projector && <GradesPanel one={one} labs={labs} language={language} mayManage={mayManage} />}
      {tab === 'statistics' && !projector && <StatisticsPanel one={one} labs={labs} language={language} />}
      {tab === 'settings' && !projector && (
        <>
          <ClassSettingsPanel
            one={one}
            labs={labs}
            language={language}
            onChanged={setOne}
            onGone={() => location.assign(instructorHref)}
            onStale={() => void look()}
          />
          {mayManage && (
            <details class="cl-regrade">
              <summary>{deskWordsIn(language)('webhook')}</summary>
              <WebhookPanel id={one.id} language={language} />
            </details>
          )}
        </>
      )}
    </div>
  );
}
