import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { reasons } from '../smtp-engine/reasons.ts';
import { defaults, nothing, play, readPolicy, readPrediction, score, silence } from './model.ts';
import '../smtp-terminal/smtp-terminal.css';
import './smtp-dialogue.css';

const words = {
  en: {
    rules: 'Rules of this server (a change begins a new connection)',
    size: 'Largest message, bytes',
    relay: 'Mail for other domains',
    relays: { defer: 'defer (Debian)', reject: 'reject', open: 'accept (open relay!)' },
    tls: 'TLS required',
    grey: 'Greylisting',
    full: 'li’s mailbox is full',
    log: 'Dialogue',
    line: 'You say',
    predict: 'It will answer',
    hint: 'three digits; “-” for no answer',
    send: 'Send',
    idle: 'Say nothing for 5 minutes',
    again: 'New connection',
    notCode: (t: string) => `Expected your prediction: three digits such as 250, or “-” when no reply comes. Found “${t}”.`,
    closed: 'The server has hung up. Begin a new connection.',
    full4000: 'This conversation no longer fits into an address. Begin a new connection.',
    yours: (p: string, ok: boolean) => `${ok ? '✓' : '✗'} you predicted ${p === nothing ? 'no reply' : p}`,
    score: (r: number, t: number, c: string) => `${r} of ${t} right${c ? `; classes predicted rightly: ${c}` : ''}.`,
    passed: '✓ Passed: ten rounds, four fifths right, and a 2, 3, 4 and 5 among them.',
    silence: '(five minutes of silence)',
  },
  'zh-cn': {
    rules: '这台服务器的规则（改动即重新连接）',
    size: '最大的信，字节',
    relay: '寄往别的域名的信',
    relays: { defer: '推迟（Debian）', reject: '拒绝', open: '接受（开放中继！）' },
    tls: '必须 TLS',
    grey: '灰名单',
    full: 'li 的邮箱满了',
    log: '对话',
    line: '你说',
    predict: '它会回',
    hint: '三位数字；不回答就填“-”',
    send: '发送',
    idle: '沉默 5 分钟',
    again: '重新连接',
    notCode: (t: string) => `这里要填你的预测：三位数字，例如 250；没有应答填“-”。现在是“${t}”。`,
    closed: '服务器已经挂断，请重新连接。',
    full4000: '这段对话已经放不进网址，请重新连接。',
    yours: (p: string, ok: boolean) => `${ok ? '✓' : '✗'} 你预测${p === nothing ? '没有应答' : `是 ${p}`}`,
    score: (r: number, t: number, c: string) => `${t} 次猜对 ${r} 次${c ? `；猜对过的首位：${c}` : ''}。`,
    passed: '✓ 通过：满十次，对五分之四，而且 2、3、4、5 开头的都猜对过。',
    silence: '（沉默五分钟）',
  },
};

/** The dialogue simulator: rules by switches, and every reply is predicted before it comes. */
export default function SmtpDialogue({ language }: { language: Language }) {
  const w = words[language];
  const [input, change] = useUrlState('dialogue', defaults);
  const [line, setLine] = useState('');
  const [guess, setGuess] = useState('');
  const [problem, setProblem] = useState('');
  const log = useRef<HTMLDivElement>(null);
  const { policy, problem: sizeProblem } = readPolicy(input);
  const game = play(policy, input.said);
  const result = score(game);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [input.said]);

  const rule = (part: Partial<typeof input>): void => {
    setProblem('');
    change({ ...part, said: '' });
  };
  const say = (typed: string): void => {
    const predicted = readPrediction(guess);
    if (game.session.phase === 'closed') return setProblem(w.closed);
    if (predicted === null) return setProblem(w.notCode(guess));
    const said = [input.said, `${predicted} ${typed}`].filter(Boolean).join('\n');
    if (said.length > 4000) return setProblem(w.full4000);
    setProblem('');
    setLine('');
    setGuess('');
    change({ said });
  };
  const toggle = (name: 'tls' | 'grey' | 'full') => (
    <label>
      <input type="checkbox" checked={input[name] !== ''} onChange={(event) => rule({ [name]: event.currentTarget.checked ? '1' : '' })} /> {w[name]}
    </label>
  );
  return (
    <div class="smtp dialogue" id="widget-dialogue">
      <fieldset class="rules">
        <legend>{w.rules}</legend>
        <label>
          {w.size}{' '}
          <input
            type="text"
            inputMode="numeric"
            size={10}
            value={input.size}
            aria-describedby="dialogue-size"
            onInput={(event) => rule({ size: event.currentTarget.value })}
          />
        </label>
        <label>
          {w.relay}{' '}
          <select value={policy.relay} onChange={(event) => rule({ relay: event.currentTarget.value })}>
            {(['defer', 'reject', 'open'] as const).map((relay) => (
              <option key={relay} value={relay}>
                {w.relays[relay]}
              </option>
            ))}
          </select>
        </label>
        {toggle('tls')}
        {toggle('grey')}
        {toggle('full')}
      </fieldset>
      <p class="smtp-problem" id="dialogue-size" role="alert">
        {sizeProblem?.[language]}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div class="smtp-log" ref={log} role="log" aria-label={w.log} tabIndex={0}>
        <p>
          <b aria-hidden="true">S:</b> {game.greeting[0]?.lines[0]}
        </p>
        {game.rounds.map((round, i) => (
          <div key={i}>
            <p class="c">
              <b aria-hidden="true">C:</b> {round.typed === silence ? w.silence : round.typed}
            </p>
            {round.replies.map((reply, j) => (
              <div key={j} class={/^[45]/.test(reply.lines[0] ?? '') ? 's no' : 's'}>
                {reply.lines.map((text) => (
                  <p key={text}>
                    <b aria-hidden="true">S:</b> {text}
                  </p>
                ))}
                <p class="reason">{reasons[language][reply.reason]}</p>
              </div>
            ))}
            <p class={round.right ? 'guess met' : 'guess'}>{w.yours(round.predicted, round.right)}</p>
          </div>
        ))}
      </div>
      <form
        class="dialogue-line"
        onSubmit={(event) => {
          event.preventDefault();
          say(line);
        }}
      >
        <p>
          <label for="dialogue-line">{w.line}</label>
          <input
            id="dialogue-line"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={line}
            placeholder="EHLO pc.k3f9.test"
            onInput={(event) => setLine(event.currentTarget.value)}
          />
        </p>
        <p>
          <label for="dialogue-guess">{w.predict}</label>
          <input
            id="dialogue-guess"
            type="text"
            size={6}
            autocomplete="off"
            value={guess}
            aria-describedby="dialogue-hint dialogue-problem"
            onInput={(event) => {
              setGuess(event.currentTarget.value);
              setProblem('');
            }}
          />
          <small id="dialogue-hint">{w.hint}</small>
        </p>
        <p class="smtp-buttons">
          <button type="submit" class="go">
            {w.send}
          </button>
          <button type="button" onClick={() => say(silence)}>
            {w.idle}
          </button>
          <button type="button" onClick={() => change({ said: '' })}>
            {w.again}
          </button>
        </p>
      </form>
      <p class="smtp-problem" id="dialogue-problem" role="alert">
        {problem}
      </p>
      <p role="status" class={result.passed ? 'met' : undefined}>
        {w.score(result.right, result.total, result.classes.join(' '))} {result.passed && w.passed}
      </p>
    </div>
  );
}
