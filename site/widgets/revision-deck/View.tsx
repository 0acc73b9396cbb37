import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { examItems } from '../../client/exam-items.ts';
import { recall, remember } from '../../client/memory.ts';
import { judge, quizKey, readMemory } from '../../components/quiz/quiz.ts';
import type { BankItem } from '../practice-exam/bank.ts';
import type { NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { Back, Front, plainBack, plainFront } from './Card.tsx';
import { answer, type DeckMemory, dayOf, emptyMemory, forecast, mixed, plan, readDeck, toTsv } from './deck.ts';
import { fresh, review } from './sm2.ts';
import { words } from './words.ts';
import './revision-deck.css';

interface Props {
  language: Language;
}
const key = 'postlab.deck';
const fields = [
  { id: 'new', label: { en: 'New cards a day', 'zh-cn': '每天新卡' }, unit: { en: 'cards', 'zh-cn': '张' }, initial: 8, min: 0, max: 200, whole: true },
] as const satisfies readonly NumberField[];

/** The ids of the questions that somebody answered wrongly in the quizzes of this browser. */
function wrongIn(bank: readonly BankItem[]): Set<string> {
  const wrong = bank.filter(({ lesson, question }) => {
    const given = readMemory(recall(quizKey(lesson)))?.answers[question.id];
    return given !== undefined && !judge(question, given);
  });
  return new Set(wrong.map(({ id }) => id));
}

/** A deck of the questions of all quizzes, each coming back when it is about to be forgotten (SM-2). */
export default function RevisionDeck({ language }: Props) {
  const w = words[language];
  const { values, inputs } = useNumbers(fields, language);
  const [bank, setBank] = useState<BankItem[] | null>(null);
  const [state, setState] = useState<'quiet' | 'loading' | 'failed'>('quiet');
  const [memory, setMemory] = useState<DeckMemory>(emptyMemory);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [onlyWrong, setOnlyWrong] = useState(false);
  const [open, setOpen] = useState(false);
  const [kept, setKept] = useState(true);
  useEffect(() => setMemory(readDeck(recall(key))), []);

  const build = async () => {
    setState('loading');
    const items = await examItems(language);
    setState(items ? 'quiet' : 'failed');
    if (!items) return;
    setBank(items);
    setWrong(wrongIn(items));
  };
  const keep = (next: DeckMemory) => {
    setMemory(next);
    setKept(remember(key, JSON.stringify(next)));
  };

  if (!bank)
    return (
      <div class="figures rd">
        <p role="status">{state === 'loading' ? w.loading : state === 'failed' ? <span class="bad">{w.failed}</span> : ''}</p>
        <button type="button" class="go" disabled={state === 'loading'} onClick={build}>
          {w.build}
        </button>
      </div>
    );

  const today = dayOf(new Date());
  const chosen = onlyWrong ? bank.filter(({ id }) => wrong.has(id)) : bank;
  const ids = mixed(chosen.map(({ id }) => id));
  const due = values && plan(ids, wrong, memory, today, values.new);
  const card = due ? bank.find(({ id }) => id === due.queue[0]) : undefined;
  const grade = (quality: number) => {
    if (!card) return;
    keep(answer(memory, card.id, quality, today));
    setOpen(false);
  };
  const coming = forecast(ids, memory, today, 7);
  const most = Math.max(...coming, 1);
  return (
    <div class="figures rd">
      {inputs}
      <fieldset>
        <legend>{w.which}</legend>
        {[false, true].map((only) => (
          <label key={String(only)} class="switch">
            <input
              type="radio"
              name="rd-which"
              checked={onlyWrong === only}
              onChange={() => {
                setOnlyWrong(only);
                setOpen(false);
              }}
            />{' '}
            {only ? w.wrong(wrong.size) : w.all(bank.length)}
          </label>
        ))}
      </fieldset>
      <p role="status">
        {due ? w.today(due.due, due.fresh, due.waiting) : w.broken} {due && !card && (onlyWrong && wrong.size === 0 ? w.noWrong : w.nothing)}
      </p>
      {card && (
        <section class="rd-card" aria-label={card.lesson}>
          <p class="aside">{card.lesson}</p>
          <Front question={card.question} />
          {open ? (
            <>
              <Back question={card.question} rightOrder={w.rightOrder} />
              <p>{w.how}</p>
              <div class="rd-grades">
                {w.grades.map(([quality, label]) => {
                  const next = review(memory.cards[card.id] ?? fresh, quality);
                  return (
                    <button key={quality} type="button" onClick={() => grade(quality)}>
                      {label}
                      <small>{w.comes(quality < 3 ? 0 : next.interval)}</small>
                    </button>
                  );
                })}
              </div>
            </>
          ) : (
            <button type="button" class="go" onClick={() => setOpen(true)}>
              {w.show}
            </button>
          )}
        </section>
      )}
      <h3>{w.forecast}</h3>
      <table>
        <tbody>
          {coming.map((count, i) => (
            <tr key={i}>
              <th scope="row">{w.day(i)}</th>
              <td>{count}</td>
              <td class="bar" aria-hidden="true">
                <span style={{ width: `${(count / most) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="rd-grades">
        <a
          class="plain"
          download={w.file}
          href={`data:text/tab-separated-values;charset=utf-8,${encodeURIComponent(toTsv(chosen.map(({ question }) => ({ front: plainFront(question), back: plainBack(question) }))))}`}
        >
          {w.export}
        </a>
        {Object.keys(memory.cards).length > 0 && (
          <button type="button" onClick={() => keep(emptyMemory)}>
            {w.clear}
          </button>
        )}
      </p>
      <p class="aside">{kept ? w.kept : w.notKept}</p>
    </div>
  );
}
