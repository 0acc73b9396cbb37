import { useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import type { ShownQuestion } from './shown.ts';
import { TypedQuestion } from './TypedQuestion.tsx';

const words = {
  en: {
    single: 'Choose one',
    multiple: 'Choose all that are right',
    order: 'Put them in order',
    hotspot: 'Point at the line',
    numeric: 'Type a number',
    reply: 'Predict the reply code',
    answer: 'Answer',
    right: 'Right.',
    wrong: 'Not yet.',
    correct: 'right',
    chosen: 'your answer',
    place: (n: number, of: number) => `place ${n} of ${of}`,
    up: (name: string) => `Move up: ${name}`,
    down: (name: string) => `Move down: ${name}`,
    rightOrder: 'The right order:',
  },
  'zh-cn': {
    single: '单选',
    multiple: '选出所有正确项',
    order: '排出先后顺序',
    hotspot: '指出那一行',
    numeric: '填数字',
    reply: '预测应答码',
    answer: '提交',
    right: '正确。',
    wrong: '不对。',
    correct: '正确',
    chosen: '你的选择',
    place: (n: number, of: number) => `第 ${n} 位，共 ${of} 位`,
    up: (name: string) => `上移：${name}`,
    down: (name: string) => `下移：${name}`,
    rightOrder: '正确的顺序：',
  },
};

interface Props {
  question: ShownQuestion;
  /** Null while it is open. */
  answer: string[] | null;
  right: boolean;
  language: Language;
  onAnswer: (answer: string[]) => void;
}

/** One question. The texts are HTML that `inline` has made, so setting them is safe. */
export function QuestionView({ question, answer, right, language, onAnswer }: Props) {
  const w = words[language];
  const [chosen, setChosen] = useState<string[]>(question.kind === 'order' ? question.options.map((option) => option.id) : []);
  const verdict = useRef<HTMLParagraphElement>(null);
  const name = `${question.id}-choice`;
  const done = answer !== null;
  const current = answer ?? chosen;
  const one = question.kind === 'single' || question.kind === 'hotspot';

  const choose = (id: string) => {
    if (one) setChosen([id]);
    else setChosen(chosen.includes(id) ? chosen.filter((x) => x !== id) : [...chosen, id]);
  };
  if (question.kind === 'numeric' || question.kind === 'reply')
    return <TypedQuestion {...{ question, answer, right, language, onAnswer }} kind={w[question.kind]} />;
  return (
    <form
      class="question"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0) onAnswer(chosen);
      }}
    >
      <fieldset disabled={done}>
        <legend>
          <span class="question-prompt" dangerouslySetInnerHTML={{ __html: question.prompt }} />
          <span class="question-kind">{w[question.kind]}</span>
        </legend>
        {question.kind === 'order' ? (
          <Ordering question={question} current={current} done={done} language={language} onMove={setChosen} />
        ) : (
          <ul class={`options ${question.kind}`}>
            {question.options.map((option) => {
              const isRight = question.right.includes(option.id);
              const isChosen = current.includes(option.id);
              return (
                <li key={option.id} class={done ? (isRight ? 'right' : isChosen ? 'wrong' : 'passed') : undefined}>
                  <label>
                    <input type={one ? 'radio' : 'checkbox'} name={name} checked={isChosen} onChange={() => choose(option.id)} />
                    <span dangerouslySetInnerHTML={{ __html: option.text }} />
                    {done && isRight && <em class="tag">✓ {w.correct}</em>}
                    {done && isChosen && !isRight && <em class="tag">✗ {w.chosen}</em>}
                  </label>
                  {done && <p class="why" dangerouslySetInnerHTML={{ __html: option.why }} />}
                </li>
              );
            })}
          </ul>
        )}
      </fieldset>
      {done ? (
        <p class={`verdict ${right ? 'met' : 'not'}`} ref={verdict}>
          {right ? `✓ ${w.right}` : `✗ ${w.wrong}`}
        </p>
      ) : (
        <button class="go" type="submit" disabled={chosen.length === 0}>
          {w.answer}
        </button>
      )}
    </form>
  );
}

interface OrderingProps {
  question: ShownQuestion;
  current: string[];
  done: boolean;
  language: Language;
  onMove: (order: string[]) => void;
}

function Ordering({ question, current, done, language, onMove }: OrderingProps) {
  const w = words[language];
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, by: -1 | 1) => {
    const order = [...current];
    const to = from + by;
    [order[from], order[to]] = [order[to] as string, order[from] as string];
    onMove(order);
    // The button moves with its item: the keyboard stays on it, or on its neighbour when it has reached an end.
    requestAnimationFrame(() => {
      const buttons = list.current?.children[to]?.querySelectorAll('button');
      const same = buttons?.[by === -1 ? 0 : 1];
      (same?.disabled ? buttons?.[by === -1 ? 1 : 0] : same)?.focus();
    });
  };
  const shown = done ? question.right : current;
  return (
    <>
      {done && <p class="right-order">{w.rightOrder}</p>}
      <ol class="options ordering" ref={list}>
        {shown.map((id, i) => {
          const option = question.options.find((o) => o.id === id)!;
          const placed = current.indexOf(id);
          return (
            <li key={id} class={done ? (placed === i ? 'right' : 'wrong') : undefined}>
              <div class="order-row">
                <span dangerouslySetInnerHTML={{ __html: option.text }} />
                {done ? (
                  <em class="tag">{placed === i ? '✓' : `✗ ${w.chosen}: ${w.place(placed + 1, shown.length)}`}</em>
                ) : (
                  <span class="order-buttons">
                    <button type="button" disabled={i === 0} aria-label={w.up(option.plain)} onClick={() => move(i, -1)}>
                      ↑
                    </button>
                    <button type="button" disabled={i === shown.length - 1} aria-label={w.down(option.plain)} onClick={() => move(i, 1)}>
                      ↓
                    </button>
                  </span>
                )}
              </div>
              {done && <p class="why" dangerouslySetInnerHTML={{ __html: option.why }} />}
            </li>
          );
        })}
      </ol>
    </>
  );
}
