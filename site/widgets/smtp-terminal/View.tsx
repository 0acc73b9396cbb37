import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { reasons } from '../smtp-engine/reasons.ts';
import { fromBytes, type Reply, standard } from '../smtp-engine/session.ts';
import { bytesOf, type Cell, cells, goals, play, readSends, type Send, writeSends } from './model.ts';
import './smtp-terminal.css';

const words = {
  en: {
    dialogue: 'Dialogue with mx1.haibo.example, port 25',
    type: 'Type here. Several lines go out in one write.',
    ending: 'Lines end with',
    crlf: 'CR LF',
    lf: 'LF only (nc without -C)',
    stuff: 'Double leading dots, as a mail program does',
    send: 'Send',
    undo: 'Take back',
    again: 'New connection',
    bytes: 'Bytes of',
    next: 'the next write',
    last: 'write',
    none: 'Nothing to show: type something.',
    marks: {
      cr: 'carriage return',
      lf: 'line feed',
      bare: 'line feed without its CR',
      dot: 'dot at the beginning of a line',
      high: 'part of a character outside ASCII',
    },
    more: (n: number) => `… and ${n} more bytes`,
    state: 'What the server knows',
    phases: { command: 'waits for a command', data: 'is inside a message', chunk: 'counts bytes of a chunk', closed: 'has hung up' },
    from: 'sender',
    to: 'recipients',
    nobody: 'none',
    stored: 'Delivered',
    nothing: 'nothing yet',
    silence: '(no reply: the server waits for more)',
    empty: 'Expected a command or a line, found nothing. An empty line is sent by pressing Send again.',
    full: 'This conversation no longer fits into an address (4000 characters). Start a new connection.',
    closed: 'The server has hung up. Start a new connection.',
    goals: [
      ['dots', 'a message to wang *and* li with a line “.” and a line that begins with “.profile”, unharmed'],
      ['order', 'a 503 for the wrong order'],
      ['smuggled', 'a dot that does not end the message'],
    ],
    met: 'done',
    open: 'open',
  },
  'zh-cn': {
    dialogue: '与 mx1.haibo.example 25 端口的对话',
    type: '在这里输入；写几行就一次发几行。',
    ending: '行尾用',
    crlf: 'CR LF',
    lf: '只有 LF（nc 没加 -C）',
    stuff: '行首的点加倍，像邮件程序那样',
    send: '发送',
    undo: '撤回',
    again: '重新连接',
    bytes: '字节：',
    next: '即将发送',
    last: '第几次发送',
    none: '还没有内容，先输入一点。',
    marks: { cr: '回车 CR', lf: '换行 LF', bare: '前面没有 CR 的 LF', dot: '行首的点', high: 'ASCII 以外字符的一部分' },
    more: (n: number) => `……还有 ${n} 个字节`,
    state: '服务器知道的',
    phases: { command: '在等命令', data: '正在收一封信', chunk: '在数一块的字节', closed: '已挂断' },
    from: '发件人',
    to: '收件人',
    nobody: '没有',
    stored: '已收下的信',
    nothing: '还没有',
    silence: '（没有应答：服务器还在等）',
    empty: '这里应当有一条命令或一行字，现在是空的。再按一次“发送”就发一个空行。',
    full: '这段对话已经放不进网址（4000 个字符）。请重新连接。',
    closed: '服务器已经挂断，请重新连接。',
    goals: [
      ['dots', '同一封信寄给 wang 和 li，其中单独一个“.”的行和以“.profile”开头的行都完好'],
      ['order', '因顺序不对得到 503'],
      ['smuggled', '让一个点结束不了这封信'],
    ],
    met: '完成',
    open: '未完成',
  },
} as const;
const shownBytes = 96;

/** A raw SMTP terminal: what is typed becomes bytes, and a server that follows the rules answers them. */
export default function SmtpTerminal({ language }: { language: Language }) {
  const w = words[language];
  const [{ said }, change] = useUrlState('smtp', { said: '' });
  const [text, setText] = useState('');
  const [ending, setEnding] = useState<Send['ending']>('crlf');
  const [stuffed, setStuffed] = useState(false);
  const [problem, setProblem] = useState('');
  const log = useRef<HTMLDivElement>(null);
  const sends = readSends(said);
  const game = play(standard, sends);
  const reached = goals(game);
  const closed = game.session.phase === 'closed';
  const draft: Send = { text, ending, stuffed };
  const lastSend = sends.at(-1);
  const viewed = text !== '' ? draft : lastSend;

  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [said]);

  const send = (): void => {
    if (closed) return setProblem(w.closed);
    if (text === '' && problem !== w.empty) return setProblem(w.empty);
    const next = writeSends([...sends, draft]);
    if (next.length > 4000) return setProblem(w.full);
    setProblem('');
    setText('');
    change({ said: next });
  };
  return (
    <div class="smtp" id="widget-smtp">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div class="smtp-log" ref={log} role="log" aria-label={w.dialogue} tabIndex={0}>
        {game.greeting.map((reply) => (
          <Said key="greeting" reply={reply} language={language} />
        ))}
        {game.turns.map((turn, i) => (
          <div key={i}>
            {turn.bytes
              .split('\n')
              .slice(0, -1)
              .map((line, j) => (
                <p key={j} class="c">
                  <b aria-hidden="true">C:</b> {fromBytes(line.replace(/\r$/, ''))}
                  <i class={line.endsWith('\r') ? undefined : 'bare'}>{line.endsWith('\r') ? ' CR LF' : ' LF'}</i>
                </p>
              ))}
            {turn.replies.length === 0 && i === game.turns.length - 1 && <p class="silence">{w.silence}</p>}
            {turn.replies.map((reply, j) => (
              <Said key={j} reply={reply} language={language} />
            ))}
          </div>
        ))}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label for="smtp-text">{w.type}</label>
        <textarea
          id="smtp-text"
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          spellcheck={false}
          autocapitalize="off"
          value={text}
          aria-describedby="smtp-problem"
          onInput={(event) => {
            setText(event.currentTarget.value);
            setProblem('');
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <p class="smtp-problem" id="smtp-problem" role="alert">
          {problem}
        </p>
        <div class="smtp-options">
          <label>
            {w.ending}{' '}
            <select value={ending} onChange={(event) => setEnding(event.currentTarget.value === 'lf' ? 'lf' : 'crlf')}>
              <option value="crlf">{w.crlf}</option>
              <option value="lf">{w.lf}</option>
            </select>
          </label>
          <label>
            <input type="checkbox" checked={stuffed} onChange={(event) => setStuffed(event.currentTarget.checked)} /> {w.stuff}
          </label>
          <span class="smtp-buttons">
            <button type="button" disabled={sends.length === 0} onClick={() => change({ said: writeSends(sends.slice(0, -1)) })}>
              {w.undo}
            </button>
            <button type="button" onClick={() => change({ said: '' })}>
              {w.again}
            </button>
            <button type="submit" class="go" disabled={closed}>
              {w.send}
            </button>
          </span>
        </div>
      </form>
      <div class="smtp-views">
        <section>
          <p class="smtp-head">
            {w.bytes} {text !== '' ? w.next : sends.length > 0 ? `${w.last} ${sends.length}` : ''}
          </p>
          {viewed ? <Bytes bytes={bytesOf(viewed)} language={language} /> : <p>{w.none}</p>}
        </section>
        <section role="status">
          <p class="smtp-head">{w.state}</p>
          <dl>
            <dt>mx1</dt>
            <dd>{w.phases[game.session.phase]}</dd>
            <dt>{w.from}</dt>
            <dd>{game.session.from === null ? w.nobody : <code>{`<${game.session.from}>`}</code>}</dd>
            <dt>{w.to}</dt>
            <dd>{game.session.to.length === 0 ? w.nobody : game.session.to.map((to) => <code key={to}>{`<${to}>`}</code>)}</dd>
            <dt>{w.stored}</dt>
            <dd>{game.session.stored.length === 0 ? w.nothing : game.session.stored.map((m) => <pre key={m.id}>{fromBytes(m.content)}</pre>)}</dd>
          </dl>
        </section>
      </div>
      <div role="status">
        <ul class="smtp-goals">
          {w.goals.map(([goal, name]) => (
            <li key={goal} class={reached[goal] ? 'met' : undefined}>
              {reached[goal] ? `✓ ${w.met}` : `○ ${w.open}`} · {name.replaceAll('*', '')}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Said({ reply, language }: { reply: Reply; language: Language }) {
  return (
    <div class={/^[45]/.test(reply.lines[0] ?? '') || reply.reason === 'not-smtp' ? 's no' : 's'}>
      {reply.lines.map((line) => (
        <p key={line}>
          <b aria-hidden="true">S:</b> {fromBytes(line)}
        </p>
      ))}
      <p class="reason">{reasons[language][reply.reason]}</p>
    </div>
  );
}

function Bytes({ bytes, language }: { bytes: string; language: Language }) {
  const w = words[language];
  const all = cells(bytes);
  const used = [...new Set(all.map((cell) => cell.mark))].filter((mark): mark is NonNullable<Cell['mark']> => mark !== null);
  return (
    <>
      <ol class="smtp-bytes">
        {all.slice(0, shownBytes).map((cell, i) => (
          <li key={i} class={cell.mark ?? undefined} title={cell.mark ? w.marks[cell.mark] : undefined}>
            <b>{cell.hex}</b>
            <span>{cell.shown}</span>
          </li>
        ))}
      </ol>
      {all.length > shownBytes && <p>{w.more(all.length - shownBytes)}</p>}
      <p class="smtp-key">
        {used.map((mark) => (
          <span key={mark} class={mark}>
            <i /> {w.marks[mark]}
          </span>
        ))}
      </p>
    </>
  );
}
