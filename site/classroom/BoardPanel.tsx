import { useEffect, useState } from 'preact/hooks';
import type { BoardCell, BoardRow, ClassView } from '../../lab-runner/contract/class.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { arrange, type Filter, type Order } from './board-order.ts';
import type { LabTitles } from './ClassDesk.tsx';
import { LaunchPanel } from './LaunchPanel.tsx';
import { LearnerPanel } from './LearnerPanel.tsx';
import { Problem, wordsIn } from './parts.tsx';
import { useBoard } from './useBoard.ts';

interface Props {
  one: ClassView;
  labs: LabTitles;
  language: Language;
  mayManage: boolean;
  projector: boolean;
}

export const sign = { pass: '✓', fail: '✗', error: '?', open: '·' } as const;

/** Learners × tasks of one lab, as it happens. */
export function BoardPanel({ one, labs, language, mayManage, projector }: Props) {
  const w = wordsIn(language);
  const { board, lost, gone } = useBoard(one.id);
  const [lab, setLab] = useState('');
  const [order, setOrder] = useState<Order>('help');
  const [filter, setFilter] = useState<Filter>('everybody');
  const [open, setOpen] = useState<string | null>(null);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  if (gone) return <Problem text={w('gone')} />;
  const running = board?.launches.find((l) => l.state !== 'ended')?.lab;
  const choices = [...new Set([...one.labs.map((l) => l.lab), ...(board?.launches.map((l) => l.lab) ?? [])])];
  const chosen = lab || running || choices[0] || '';
  if (choices.length === 0) return <p class="cl-aside">{w('pickLabs')}</p>;
  const tasks = Object.keys(labs[chosen]?.tasks ?? {});
  const rows = arrange(board?.rows ?? [], chosen, projector ? 'points' : order, projector ? 'everybody' : filter);
  const solved = (board?.rows ?? []).filter((row) => row.labs[chosen]?.solved).length;
  return (
    <section class="cl-board" aria-label={w('board')}>
      {lost && <Problem text={w('lost')} />}
      <div class="cl-controls">
        <label>
          {w('lab')}{' '}
          <select value={chosen} onChange={(e) => setLab(e.currentTarget.value)}>
            {choices.map((slug) => (
              <option key={slug} value={slug}>
                {labs[slug]?.title ?? slug}
              </option>
            ))}
          </select>
        </label>
        {!projector && (
          <>
            <label>
              {w('sort')}{' '}
              <select value={order} onChange={(e) => setOrder(e.currentTarget.value as Order)}>
                <option value="help">{w('needHelp')}</option>
                <option value="name">{w('learner')}</option>
                <option value="points">{w('points')}</option>
              </select>
            </label>
            <label>
              {w('show')}{' '}
              <select value={filter} onChange={(e) => setFilter(e.currentTarget.value as Filter)}>
                <option value="everybody">{w('everybody')}</option>
                <option value="needHelp">{w('needHelp')}</option>
                <option value="working">{w('working')}</option>
              </select>
            </label>
          </>
        )}
        <output class="cl-tally">
          {solved} / {board?.rows.length ?? 0} {w('solved')}
        </output>
      </div>
      {!projector && board && <LaunchPanel one={one} lab={chosen} launches={board.launches} language={language} mayManage={mayManage} />}
      {board?.rows.length === 0 && <p class="cl-aside">{w('nobody')}</p>}
      {rows.length > 0 && (
        <div class="cl-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{projector ? '#' : w('learner')}</th>
                {tasks.map((task, i) => (
                  <th scope="col" key={task} title={labs[chosen]?.tasks[task]} class="task">
                    {projector ? i + 1 : <span>{labs[chosen]?.tasks[task]?.replaceAll('`', '') ?? task}</span>}
                  </th>
                ))}
                <th scope="col">{w('points')}</th>
                {!projector && (
                  <>
                    <th scope="col">{w('checks')}</th>
                    <th scope="col">{w('hints')}</th>
                    <th scope="col">{w('state')}</th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <Row
                  key={row.person}
                  row={row}
                  cell={row.labs[chosen]}
                  tasks={tasks}
                  now={now}
                  number={projector ? i + 1 : null}
                  language={language}
                  onOpen={() => setOpen(row.person)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && !projector && (
        <LearnerPanel
          key={open}
          one={one}
          person={open}
          row={board?.rows.find((r) => r.person === open)}
          lab={chosen}
          launch={board?.launches.find((l) => l.lab === chosen && l.state === 'running')}
          labs={labs}
          language={language}
          mayManage={mayManage}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

interface RowProps {
  row: BoardRow;
  cell: BoardCell | undefined;
  tasks: readonly string[];
  now: number;
  /** Instead of the name: the projector shows no names. */
  number: number | null;
  language: Language;
  onOpen: () => void;
}

function Row({ row, cell, tasks, now, number, language, onOpen }: RowProps) {
  const w = wordsIn(language);
  return (
    <tr class={(number === null && [row.hand && 'hand', cell?.stuck && 'stuck', cell?.solved && 'done'].filter(Boolean).join(' ')) || undefined}>
      <th scope="row">
        {number ?? (
          <button type="button" class="cl-name" onClick={onOpen}>
            {row.name}
          </button>
        )}
        {row.hand && number === null && (
          <span class="cl-flag">
            <b>{w('hand')}</b>
            {row.hand.text && `: ${row.hand.text}`}
          </span>
        )}
      </th>
      {tasks.map((task) => {
        const verdict = cell?.tasks[task] ?? 'open';
        return (
          <td key={task} class={`mark ${verdict}`}>
            {sign[verdict]}
          </td>
        );
      })}
      <td class="number">{cell ? `${cell.points}` : ''}</td>
      {number === null && (
        <>
          <td class="number">{cell?.checks ?? ''}</td>
          <td class="number">{cell?.hints || ''}</td>
          <td class="state">{stateText(row, cell, tasks, now, language)}</td>
        </>
      )}
    </tr>
  );
}

/** Minutes without a new task that are worth saying. */
const quiet = 3;

function stateText(row: BoardRow, cell: BoardCell | undefined, tasks: readonly string[], now: number, language: Language) {
  const w = wordsIn(language);
  if (!row.joined) return <span class="cl-aside">{w('notJoined')}</span>;
  if (row.queued && !cell) return `${w('inQueue')} ${row.queued.position}`;
  if (!cell) return <span class="cl-aside">{w('notBegun')}</span>;
  if (cell.solved) return <b class="met">✓ {w('solved')}</b>;
  const minutes = Math.max(0, Math.round((now - Date.parse(cell.noProgressSince)) / 60_000));
  const met = tasks.length > 0 && tasks.every((task) => cell.tasks[task] === 'pass');
  const parts = [
    labStates[cell.state][language],
    cell.revealed ? w('revealed') : '',
    met ? w('unproved') : cell.state === 'ready' && minutes >= quiet ? `${w('since')} ${minutes} ${w('minutes')}` : '',
  ];
  return (
    <>
      {cell.stuck && <b class="not">{w('stuck')} </b>}
      {parts.filter(Boolean).join(' · ')}
      {cell.problem && (
        <small class="not" lang="en">
          {' '}
          {cell.problem}
        </small>
      )}
    </>
  );
}

const labStates = {
  starting: { en: 'starting', 'zh-cn': '正在启动' },
  ready: { en: 'at work', 'zh-cn': '进行中' },
  rebooting: { en: 'rebooting', 'zh-cn': '正在重启' },
  stopped: { en: 'asleep', 'zh-cn': '休眠' },
  failed: { en: 'start failed', 'zh-cn': '启动失败' },
  ended: { en: 'ended', 'zh-cn': '已结束' },
} as const;
