import { useCallback, useEffect, useState } from 'preact/hooks';
import type { InstructorRow } from '../../../lab-runner/contract/api.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { apiPath, ask, type Reply } from '../../client/api.ts';
import { age, mebibytes } from './format.ts';

const words = {
  en: {
    loading: 'Asking the lab runner…',
    none: 'No sandbox exists at the moment.',
    totals: (n: number, memory: string) => `${n} ${n === 1 ? 'sandbox' : 'sandboxes'}, ${memory} in use`,
    owner: 'Owner',
    lab: 'Lab',
    state: 'State',
    points: 'Points',
    memory: 'Memory',
    age: 'Age',
    actions: 'Actions',
    stop: 'Stop',
    reset: 'Reset',
    sureStop: 'Stop it now?',
    sureReset: 'Discard and start anew?',
    cancel: 'Keep',
    working: 'Working…',
    stopped: 'Its hosts are stopped and kept; they start again when the learner returns.',
    wasReset: 'It was discarded; the learner gets a fresh one.',
    absent: 'No lab runner answers here.',
    absentHint: 'This page shows what a running Postlab is doing. Start it with “npm start” and open the link it prints for teaching.',
    key: 'This page needs the instructor’s key.',
    keyHint: 'Open the link that Postlab printed after “Teach” when it started: it carries the key.',
    lost: 'The runner does not answer any more; the table shows what was last known.',
    states: { creating: 'starting', ready: 'ready', rebooting: 'rebooting', stopped: 'stopped', failed: 'failed', removing: 'being removed' },
  },
  'zh-cn': {
    loading: '正在询问实验服务…',
    none: '目前没有沙箱。',
    totals: (n: number, memory: string) => `${n} 个沙箱，共用内存 ${memory}`,
    owner: '归属',
    lab: '实验',
    state: '状态',
    points: '得分',
    memory: '内存',
    age: '已运行',
    actions: '操作',
    stop: '停止',
    reset: '重置',
    sureStop: '现在停止？',
    sureReset: '丢弃并重新开始？',
    cancel: '保留',
    working: '处理中…',
    stopped: '主机已停止并保留；学员回来时会再次启动。',
    wasReset: '已丢弃；学员会得到一个新的。',
    absent: '这里没有实验服务。',
    absentHint: '这个页面显示正在运行的 Postlab。请用 npm start 启动，并打开它打印的教师链接。',
    key: '打开这个页面需要教师密钥。',
    keyHint: '请使用 Postlab 启动时打印的“Teach”链接，密钥就在链接里。',
    lost: '实验服务不再应答；表中是最后一次得到的情况。',
    states: { creating: '正在启动', ready: '就绪', rebooting: '正在重启', stopped: '已停止', failed: '失败', removing: '正在删除' },
  },
};

/** Milliseconds between two looks; none is made while the page is hidden. */
const refreshEvery = 5_000;
const keyName = 'postlab.instructor';

/** Takes the key from the address (and out of it, so that it is not shared with a copied link) or from this tab's memory. */
function instructorKey(): string | null {
  const url = new URL(location.href);
  const given = url.searchParams.get('key');
  if (given) {
    sessionStorage.setItem(keyName, given);
    url.searchParams.delete('key');
    history.replaceState(null, '', url);
  }
  return given ?? sessionStorage.getItem(keyName);
}

interface Props {
  language: Language;
  titles: Record<string, string>;
}

/** All sandboxes of this instance, with buttons to stop and reset one; each asks once before it acts. */
export default function InstructorBoard({ language, titles }: Props) {
  const w = words[language];
  const [reply, setReply] = useState<Reply<InstructorRow[]> | null>(null);
  const [rows, setRows] = useState<InstructorRow[]>([]);
  const [now, setNow] = useState(0);
  const [asking, setAsking] = useState<{ sandbox: string; action: 'stop' | 'reset' } | null>(null);
  const [working, setWorking] = useState<string | null>(null);
  const [told, setTold] = useState('');

  const look = useCallback(async () => {
    const next = await ask<InstructorRow[]>(apiPath('instructor/sandboxes'), { key: instructorKey() });
    setReply(next);
    setNow(Date.now());
    if (next.kind === 'ok') setRows(next.value);
  }, []);

  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [look]);

  const act = async (sandbox: string, action: 'stop' | 'reset') => {
    setAsking(null);
    setWorking(sandbox);
    const done = await ask<unknown>(apiPath(`instructor/sandboxes/${encodeURIComponent(sandbox)}/${action}`), { method: 'POST', key: instructorKey() });
    setWorking(null);
    if (done.kind === 'ok') setTold(action === 'stop' ? w.stopped : w.wasReset);
    else setTold(done.kind === 'refused' ? `${done.message} ${done.hint}` : w.absent);
    await look();
  };

  if (reply === null) return <p role="status">{w.loading}</p>;
  if (rows.length === 0 && reply.kind === 'absent') return <Message text={w.absent} hint={w.absentHint} />;
  if (reply.kind === 'refused') {
    const needsKey = reply.status === 401 || reply.status === 403;
    return <Message text={needsKey ? w.key : reply.message} hint={needsKey ? w.keyHint : reply.hint} />;
  }
  const memory = rows.reduce((sum, row) => sum + (row.memoryBytes ?? 0), 0);
  return (
    <div class="board">
      {reply.kind === 'absent' && <Message text={w.lost} hint="" />}
      <p role="status" class="aside">
        {told}
      </p>
      {rows.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <>
          <p class="totals">{w.totals(rows.length, mebibytes(memory))}</p>
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
                  <tr key={row.sandbox}>
                    <td data-label={w.owner}>
                      <code>{row.owner}</code>
                    </td>
                    <td data-label={w.lab}>{titles[row.lab] ?? row.lab}</td>
                    <td data-label={w.state}>
                      <span class={row.state === 'failed' ? 'state-not' : undefined}>
                        {w.states[row.state]}
                        {row.problem && <span class="problem">{row.problem}</span>}
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
                      <Actions
                        row={row}
                        words={w}
                        working={working === row.sandbox}
                        asking={asking?.sandbox === row.sandbox ? asking.action : null}
                        onAsk={(action) => setAsking(action && { sandbox: row.sandbox, action })}
                        onAct={(action) => void act(row.sandbox, action)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  );
}

interface ActionsProps {
  row: InstructorRow;
  words: (typeof words)[Language];
  working: boolean;
  asking: 'stop' | 'reset' | null;
  onAsk: (action: 'stop' | 'reset' | null) => void;
  onAct: (action: 'stop' | 'reset') => void;
}

function Actions({ row, words: w, working, asking, onAsk, onAct }: ActionsProps) {
  if (working) return <span class="aside">{w.working}</span>;
  if (asking)
    return (
      <div class="actions">
        <button type="button" class="sure" autofocus onClick={() => onAct(asking)}>
          {asking === 'stop' ? w.sureStop : w.sureReset}
        </button>
        <button type="button" onClick={() => onAsk(null)}>
          {w.cancel}
        </button>
      </div>
    );
  return (
    <div class="actions">
      <button type="button" disabled={row.state !== 'ready'} aria-label={`${w.stop}: ${row.owner}, ${row.lab}`} onClick={() => onAsk('stop')}>
        {w.stop}
      </button>
      <button type="button" disabled={row.state === 'removing'} aria-label={`${w.reset}: ${row.owner}, ${row.lab}`} onClick={() => onAsk('reset')}>
        {w.reset}
      </button>
    </div>
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
