import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { explanationOf, readNumber, readReply } from './quiz.ts';
import type { ShownQuestion } from './shown.ts';

const words = {
  en: {
    answer: 'Answer',
    right: 'Right.',
    wrong: 'Not yet.',
    number: 'Your number',
    code: 'Reply code',
    yours: 'You typed',
    expected: 'Right:',
    within: (t: number) => ` (± ${t})`,
    notNumber: (typed: string) => `Expected a number such as 1.5, found “${typed}”. Digits and one decimal point only.`,
    notCode: (typed: string) => `Expected three digits such as 550, the first 2 to 5 and the second 0 to 5 (RFC 5321 §4.2), found “${typed}”.`,
    unforeseen: 'Work it out again from the right value:',
  },
  'zh-cn': {
    answer: '提交',
    right: '正确。',
    wrong: '不对。',
    number: '你的数字',
    code: '应答码',
    yours: '你填的是',
    expected: '正确答案：',
    within: (t: number) => `（± ${t}）`,
    notNumber: (typed: string) => `这里要填一个数字，例如 1.5，现在填的是“${typed}”。只用数字和一个小数点。`,
    notCode: (typed: string) => `这里要填三位数字，例如 550：第一位 2 到 5，第二位 0 到 5（RFC 5321 §4.2），现在填的是“${typed}”。`,
    unforeseen: '从正确的数值倒推一遍：',
  },
};

interface Props {
  question: ShownQuestion;
  answer: string[] | null;
  right: boolean;
  language: Language;
  /** The name of the kind, for the line beside the prompt. */
  kind: string;
  onAnswer: (answer: string[]) => void;
}

/** A number or a reply code is typed. What cannot be read is said before it counts as an answer. */
export function TypedQuestion({ question, answer, right, language, kind, onAnswer }: Props) {
  const w = words[language];
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const isNumber = question.kind === 'numeric';
  const field = `${question.id}-typed`;
  const done = answer !== null;
  const submit = () => {
    const readable = isNumber ? readNumber(typed) !== null : readReply(typed) !== null;
    if (readable) onAnswer([typed.trim()]);
    else setProblem(isNumber ? w.notNumber(typed) : w.notCode(typed));
  };
  return (
    <form
      class="question typed"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p class="question-head">
        <span class="question-prompt" id={`${field}-prompt`} dangerouslySetInnerHTML={{ __html: question.prompt }} />
        <span class="question-kind">{kind}</span>
      </p>
      {question.dialogue && (
        <pre class="question-dialogue">
          {question.dialogue.map((line) => `${line}\n`)}
          <b>S: ???</b>
        </pre>
      )}
      {done ? (
        <Explanation question={question} typed={answer[0] ?? ''} right={right} language={language} />
      ) : (
        <>
          <p class="typed-row">
            <label for={field}>{isNumber ? w.number : w.code}</label>
            <input
              id={field}
              type="text"
              inputMode={isNumber ? 'decimal' : 'numeric'}
              size={isNumber ? 10 : 5}
              autocomplete="off"
              value={typed}
              aria-describedby={`${field}-prompt ${field}-problem`}
              aria-invalid={problem !== ''}
              onInput={(event) => {
                setTyped(event.currentTarget.value);
                setProblem('');
              }}
            />
            {question.unit && <span>{question.unit}</span>}
            <button class="go" type="submit" disabled={typed.trim() === ''}>
              {w.answer}
            </button>
          </p>
          <p class="typed-problem" id={`${field}-problem`} role="alert">
            {problem}
          </p>
        </>
      )}
    </form>
  );
}

function Explanation({ question, typed, right, language }: { question: ShownQuestion; typed: string; right: boolean; language: Language }) {
  const w = words[language];
  const known = explanationOf(
    question.kind,
    question.options.map((option) => option.id),
    typed,
    question.tolerance,
  );
  const solution = question.options.find((option) => (right ? option.id === known : question.right.includes(option.id)));
  const trap = right ? undefined : question.options.find((option) => option.id === known);
  return (
    <>
      <p class={`verdict ${right ? 'met' : 'not'}`}>{right ? `✓ ${w.right}` : `✗ ${w.wrong}`}</p>
      <ul class="options">
        {!right && (
          <li class="wrong">
            {w.yours} <code>{typed}</code>
            {question.unit && ` ${question.unit}`}
            <p class="why" dangerouslySetInnerHTML={{ __html: trap?.why ?? question.otherwise ?? w.unforeseen }} />
          </li>
        )}
        {solution && (
          <li class="right">
            {!right && `${w.expected} `}
            <code>{question.kind === 'reply' ? question.right.join(' / ') : solution.plain}</code>
            {question.tolerance ? w.within(question.tolerance) : ''}
            <p class="why" dangerouslySetInnerHTML={{ __html: solution.why }} />
          </li>
        )}
      </ul>
    </>
  );
}
