import { useCallback, useEffect, useState } from 'preact/hooks';
import type { InstructorRow, ObjectionRow } from '../../../lab-runner/contract/api.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { apiPath, ask, type Reply } from '../../client/api.ts';
import { refusalText } from '../../client/problems.ts';
import { useAsk } from '../ask/Ask.tsx';
import { age, mebibytes } from './format.ts';
import { type InstructorWords, words } from './instructor-words.ts';
import { Objections } from './Objections.tsx';

/** Milliseconds between two looks; none is made while the page is hidden. */
const refreshEvery = 5_000;
interface Props {
  language: Language;
  labs: Record<string, { title: string; tasks: Record<string, string> }>;
}

type Action = 'stop' | 'reset';

/** All sandboxes of this instance, with buttons to stop and reset one, each asked about first; and what learners object to. */
export default function InstructorBoard({ language, labs }: Props) {
  const w = words[language];
  const [reply, setReply] = useState<Reply<InstructorRow[]> | null>(null);
  const [rows, setRows] = useState<InstructorRow[]>([]);
  const [objections, setObjections] = useState<ObjectionRow[] | null>(null);
  const [now, setNow] = useState(0);
  const [working, setWorking] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const { ask: question, dialog } = useAsk(language);

  const look = useCallback(async () => {
    const [next, notes] = await Promise.all([ask<InstructorRow[]>(apiPath('instructor/sandboxes')), ask<ObjectionRow[]>(apiPath('instructor/objections'))]);
    setReply(next);
    setNow(Date.now());
    if (next.kind === 'ok') setRows(next.value);
    if (notes.kind === 'ok') setObjections(notes.value);
  }, []);

  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [look]);

  const act = async (row: InstructorRow, action: Action) => {
    const what = { title: action === 'stop' ? w.stopAsk : w.resetAsk, danger: action === 'reset' };
    const owned = row.attempt !== null;
    const answer = await question({
      ...what,
      text: `${ownerText(row, w)} · ${labs[row.lab]?.title ?? row.lab}. ${action === 'stop' ? w.stopText : owned ? w.resetText : w.removeText}`,
      yes: action === 'stop' ? w.stopYes : owned ? w.resetYes : w.removeYes,
    });
    if (answer === null) return;
    setWorking(row.sandbox);
    setTold('');
    const done = await ask<unknown>(apiPath(`instructor/sandboxes/${encodeURIComponent(row.sandbox)}/${action}`), { method: 'POST' });
    await look();
    setWorking(null);
    if (done.kind === 'ok') setTold(action === 'stop' ? w.stopped : owned ? w.wasReset : w.removed);
    else if (done.kind === 'absent') setTold(w.absent);
    else {
      const { text, original } = refusalText(done, language);
      setTold(`${text} ${original}`);
    }
  };

  if (reply === null) return <p role="status">{w.loading}</p>;
  if (rows.length === 0 && reply.kind === 'absent') return <Message text={w.absent} hint={w.absentHint} />;
  if (reply.kind === 'refused') {
    // Above stands how to sign in.
    if (reply.status === 401 || reply.status === 403) return null;
    const { text, original } = refusalText(reply, language);
    return <Message text={reply.code === 'labs-unavailable' ? w.off : text} hint={reply.code === 'labs-unavailable' && language === 'en' ? text : original} />;
  }
  const memory = rows.reduce((sum, row) => sum + (row.memoryBytes ?? 0), 0);
  return (
    <div class="board">
      {reply.kind === 'absent' && <Message text={w.lost} hint="" />}
      <section aria-labelledby="sandboxes">
        <h2 id="sandboxes">{w.sandboxes}</h2>
        <p role="status" class="told">
          {told}
        </p>
        {rows.length === 0 ? (
          <p class="aside">{w.none}</p>
        ) : (
          <>
            <p class="totals">
              <span>{w.totals(rows.length, mebibytes(memory))}</span>
              <span>{w.owners}</span>
            </p>
            <div class="table">
              <table>
                <thead>
                  <tr>
                    {[w.owner, w.lab, w.state, w.points, w.memory, w.age, w.actions].map((head) => (
                      <th scope="col" key={head}>
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <Row
                      key={row.sandbox}
                      row={row}
                      title={labs[row.lab]?.title ?? row.lab}
                      now={now}
                      words={w}
                      language={language}
                      working={working === row.sandbox}
                      onAct={(action) => void act(row, action)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </section>
      {objections && <Objections rows={objections} labs={labs} words={w} language={language} />}
      {dialog}
    </div>
  );
}

function ownerText(row: InstructorRow, w: InstructorWords): string {
  if (row.attempt !== null) return row.owner;
  return row.owner === 'pool' ? w.pool : row.owner === 'grade' ? w.grade : row.owner;
}

interface RowProps {
  row: InstructorRow;
  title: string;
  now: number;
  words: InstructorWords;
  language: Language;
  working: boolean;
  onAct: (action: Action) => void;
}

function Row({ row, title, now, words: w, language, working, onAct }: RowProps) {
  const owner = ownerText(row, w);
  const owned = row.attempt !== null;
  const stoppable = row.state === 'ready' && !working;
  const removable = row.state !== 'removing' && !working;
  return (
    <tr aria-busy={working}>
      <td data-label={w.owner}>{owned ? /^[0-9a-f]{8}$/.test(owner) ? <code>{owner}</code> : owner : <span class="aside">{owner}</span>}</td>
      <td data-label={w.lab}>{title}</td>
      <td data-label={w.state}>
        <span class={row.state === 'failed' ? 'state-not' : undefined}>
          {working ? w.working : w.states[row.state]}
          {row.problem && (
            <span class="problem" lang="en">
              {row.problem}
            </span>
          )}
        </span>
      </td>
      <td class="number" data-label={w.points}>
        {row.points === null ? '—' : `${row.points} / ${row.max}`}
      </td>
      <td class="number" data-label={w.memory}>
        {mebibytes(row.memoryBytes)}
      </td>
      <td class="number" data-label={w.age}>
        {age(row.createdAt, now, language)}
      </td>
      <td>
        <div class="actions">
          {owned && (
            <button type="button" aria-disabled={!stoppable} aria-label={`${w.stop}: ${owner}, ${title}`} onClick={() => stoppable && onAct('stop')}>
              {w.stop}
            </button>
          )}
          <button
            type="button"
            aria-disabled={!removable}
            aria-label={`${owned ? w.reset : w.remove}: ${owner}, ${title}`}
            onClick={() => removable && onAct('reset')}
          >
            {owned ? w.reset : w.remove}
          </button>
        </div>
      </td>
    </tr>
  );
}

function Message({ text, hint }: { text: string; hint: string }) {
  return (
    <div class="board">
      <div class="message" role="status">
        <p>{text}</p>
        {hint && <p>{hint}</p>}
      </div>
    </div>
  );
}
