import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { items } from './items.ts';
import { drillDefaults, type Marked, mark } from './model.ts';
import './dovecot-drill.css';

const words = {
  en: {
    old: 'In 2.3',
    now: 'In 2.4',
    check: 'Check',
    show: 'Show the answer',
    right: '✓ As doveconf 2.4.1 wants it.',
    count: (n: number) => `${n} of ${items.length} converted`,
    piece: (n: number) => `Piece ${n}`,
  },
  'zh-cn': {
    old: '2.3 的写法',
    now: '2.4 的写法',
    check: '检查',
    show: '看答案',
    right: '✓ 符合 doveconf 2.4.1。',
    count: (n: number) => `已转换 ${n} 项，共 ${items.length} 项`,
    piece: (n: number) => `第 ${n} 项`,
  },
};

/** Ten pieces of a Dovecot 2.3 file, to be written for 2.4. */
export default function DovecotDrill({ language }: { language: Language }) {
  const w = words[language];
  const [typed, change] = useUrlState('drill', drillDefaults);
  const [at, setAt] = useState(0);
  const [marked, setMarked] = useState<Marked | null>(null);
  const item = items[at] as (typeof items)[number];
  useEffect(() => setMarked(null), [at]);
  const right = items.filter((one) => mark(one, typed[one.id] ?? '').kind === 'right').length;

  return (
    <div class="drill" id="widget-drill">
      <nav class="drill-pieces" aria-label={w.now}>
        {items.map((one, index) => {
          const done = mark(one, typed[one.id] ?? '').kind === 'right';
          return (
            <button
              key={one.id}
              type="button"
              aria-current={index === at ? 'step' : undefined}
              aria-label={`${w.piece(index + 1)}${done ? ' ✓' : ''}`}
              onClick={() => setAt(index)}
            >
              {done ? '✓' : index + 1}
            </button>
          );
        })}
        <span class="drill-count" role="status">
          {w.count(right)}
        </span>
      </nav>
      <p class="drill-label">{w.old}</p>
      <pre>{item.old}</pre>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setMarked(mark(item, typed[item.id] ?? ''));
        }}
      >
        <label for="drill-answer">{w.now}</label>
        <textarea
          id="drill-answer"
          rows={5}
          spellcheck={false}
          value={typed[item.id]}
          onInput={(event) => {
            change({ [item.id]: event.currentTarget.value });
            setMarked(null);
          }}
        />
        <p class="drill-actions">
          <button type="submit" class="go">
            {w.check}
          </button>
          <button
            type="button"
            onClick={() => {
              change({ [item.id]: item.accepted[0] });
              setMarked({ kind: 'right' });
            }}
          >
            {w.show}
          </button>
        </p>
      </form>
      <div role="status" class={`drill-said ${marked?.kind ?? ''}`}>
        {marked?.kind === 'wrong' && <p>✗ {marked.said[language]}</p>}
        {marked?.kind === 'right' && (
          <p>
            {w.right} {item.why[language]}
          </p>
        )}
      </div>
    </div>
  );
}
