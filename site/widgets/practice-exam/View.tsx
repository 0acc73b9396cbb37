import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { examItems } from '../../client/exam-items.ts';
import { recall, remember } from '../../client/memory.ts';
import { QuestionView } from '../../components/quiz/Question.tsx';
import { judge } from '../../components/quiz/quiz.ts';
import { readAddress, writeAddress } from '../address.ts';
import '../shared/numbers.css';
import { type BankItem, itemOf, readSitting, type Sitting, sittingKey } from './bank.ts';
import { type ExamId, exams } from './blueprint.ts';
import { next, report, shares } from './exam.ts';
import type { Response } from './model.ts';
import ReportView, { type Place } from './Report.tsx';
import Simulation from './Simulation.tsx';
import { words } from './words.ts';
import './practice-exam.css';

interface Props {
  language: Language;
  lessons: readonly Place[];
  labs: readonly Place[];
}
const lengths = [12, 24, 40] as const;

/** An adaptive practice examination over the questions of all lessons: ability with its error, and what to revise. */
export default function PracticeExam({ language, lessons, labs }: Props) {
  const w = words[language];
  const [exam, setExam] = useState<ExamId>('msa1');
  const [length, setLength] = useState<number>(24);
  const [seed, setSeed] = useState('1');
  const [theta, setTheta] = useState<string | null>(null);
  const [bank, setBank] = useState<BankItem[] | null>(null);
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<'quiet' | 'loading' | 'failed'>('quiet');
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (readAddress('exam') === 'msa2') setExam('msa2');
    const given = Number(readAddress('items'));
    if ((lengths as readonly number[]).includes(given)) setLength(given);
    setSeed(readAddress('form')?.slice(0, 10) ?? '1');
    setTheta(readAddress('theta') ?? '0.5');
    setSitting(readSitting(recall(sittingKey)));
  }, []);
  const keep = (value: Sitting | null) => {
    setSitting(value);
    remember(sittingKey, value && JSON.stringify(value));
  };
  const fetched = async (): Promise<BankItem[] | null> => {
    if (bank) return bank;
    setState('loading');
    const items = await examItems(language);
    setBank(items);
    setState(items ? 'quiet' : 'failed');
    return items;
  };
  const seedOk = /^\d{1,6}$/.test(seed.trim()) && Number(seed) >= 1;
  const begin = async (anew: boolean) => {
    if (!(await fetched())) return;
    if (anew) keep({ exam, length, seed: Number(seed), begun: new Date().toISOString(), answers: [], ended: null });
    setOpen(true);
  };

  const byId = new Map(bank?.map((item) => [item.id, item]));
  // An answer to a question that has left the bank does not count.
  const responses: Response[] = (sitting?.answers ?? []).flatMap(({ id, right }) => {
    const item = byId.get(id);
    return item ? [{ item: itemOf(item), right }] : [];
  });
  const items = bank?.map(itemOf) ?? [];
  const ended = sitting !== null && (sitting.ended !== null || responses.length >= sitting.length);
  const coming = open && sitting && !ended ? next(items, sitting.exam, sitting.seed, responses) : null;
  const current = coming ? byId.get(coming.id) : undefined;
  const answer = (given: string[]) => {
    if (!sitting || !current) return;
    const answers = [...sitting.answers, { id: current.id, answer: given, right: judge(current.question, given) }];
    keep({ ...sitting, answers, ended: answers.length >= sitting.length ? new Date().toISOString() : null });
    requestAnimationFrame(() => heading.current?.focus());
  };

  const minutes = Math.round((exams[exam].minutes / exams[exam].items) * length);
  return (
    <div class="figures pe">
      {!open && (
        <>
          <div class="pe-choose">
            <label>
              {w.exam}
              <select
                value={exam}
                onChange={(event) => {
                  const value = event.currentTarget.value === 'msa2' ? 'msa2' : 'msa1';
                  setExam(value);
                  writeAddress({ exam: value === 'msa1' ? null : value });
                }}
              >
                {(['msa1', 'msa2'] as const).map((id) => (
                  <option key={id} value={id}>
                    {exams[id].title[language]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {w.length}
              <select
                value={String(length)}
                onChange={(event) => {
                  setLength(Number(event.currentTarget.value));
                  writeAddress({ items: event.currentTarget.value === '24' ? null : event.currentTarget.value });
                }}
              >
                {lengths.map((n) => (
                  <option key={n} value={String(n)}>
                    {n}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {w.seed}
              <input
                type="text"
                inputMode="numeric"
                value={seed}
                aria-invalid={!seedOk}
                onInput={(event) => {
                  setSeed(event.currentTarget.value);
                  writeAddress({ form: event.currentTarget.value === '1' ? null : event.currentTarget.value });
                }}
              />
            </label>
            <button type="button" class="go" disabled={!seedOk || state === 'loading'} onClick={() => void begin(true)}>
              {w.begin}
            </button>
            {sitting && (
              <button type="button" disabled={state === 'loading'} onClick={() => void begin(false)}>
                {ended ? w.result : w.goOn}
              </button>
            )}
          </div>
          <p class="aside">
            {w.clock(minutes)} {w.kept}
          </p>
        </>
      )}
      <div role="status">
        {!seedOk && <p class="number-problem">{w.seedProblem(seed)}</p>}
        {state === 'loading' && <p>{w.loading}</p>}
        {state === 'failed' && <p class="bad">{w.failed}</p>}
      </div>
      {open && sitting && (
        <>
          {current && (
            <>
              <div class="pe-bar">
                <h4 ref={heading} tabIndex={-1}>
                  {w.item(responses.length + 1, sitting.length)}
                </h4>
                <Clock sitting={sitting} language={language} />
              </div>
              {responses.length === 0 && (
                <Bank
                  items={items.length}
                  missing={shares(items, sitting.exam)
                    .missing.map((d) => d.id)
                    .join(', ')}
                  language={language}
                />
              )}
              <div class="quiz">
                <QuestionView key={current.id} question={current.question} answer={null} right={false} language={language} onAnswer={answer} />
              </div>
              <p class="pe-end">
                <button type="button" onClick={() => keep({ ...sitting, ended: new Date().toISOString() })}>
                  {w.stop}
                </button>
              </p>
            </>
          )}
          {!current && bank && (
            <>
              <ReportView report={report(items, sitting.exam, responses)} sitting={sitting} bank={bank} lessons={lessons} labs={labs} language={language} />
              <p class="pe-end">
                <button
                  type="button"
                  onClick={() => {
                    keep(null);
                    setOpen(false);
                  }}
                >
                  {w.again}
                </button>
              </p>
            </>
          )}
        </>
      )}
      {!open && theta !== null && (
        <Simulation
          language={language}
          exam={exam}
          length={length}
          seed={seedOk ? Number(seed) : 1}
          initial={theta}
          bank={async () => (await fetched())?.map(itemOf) ?? null}
        />
      )}
    </div>
  );
}

function Bank({ items, missing, language }: { items: number; missing: string; language: Language }) {
  const w = words[language];
  return (
    <p class="aside">
      {w.bank(items)} {missing !== '' && w.missing(missing)}
    </p>
  );
}

/** The time that is left. Not announced: it changes every second. */
function Clock({ sitting, language }: { sitting: Sitting; language: Language }) {
  const w = words[language];
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const { minutes, items } = exams[sitting.exam];
  const left = Math.round((Date.parse(sitting.begun) + (minutes / items) * sitting.length * 60_000 - now) / 1000);
  const text = `${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, '0')}`;
  return <span class="pe-clock">{left >= 0 ? w.left(text) : w.over(text)}</span>;
}
