import { useEffect, useRef, useState } from 'preact/hooks';
import type { ItemResult } from '../../lab-runner/contract/attempt.ts';
import type { Language } from '../../lab-runner/contract/text.ts';
import { copyText } from '../client/clipboard.ts';
import { Diagram, Transcript } from './Evidence.tsx';
import { Rich } from './Rich.tsx';
import { attachSplit } from './split.ts';
import { words } from './words.ts';

export type DrawerContent = { kind: 'evidence'; item: ItemResult; title: string } | { kind: 'solutions'; solutions: { name: string; script: string }[] };

interface Props {
  content: DrawerContent;
  hosts: readonly { name: string; address: string }[];
  language: Language;
  onClose: () => void;
}

const viewName = 'postlab-evidence-view';

/** Below the terminals: what was said on the wire for one task, or the solutions. Its height can be changed. */
export function Drawer({ content, hosts, language, onClose }: Props) {
  const w = (key: keyof typeof words) => words[key][language];
  const divider = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const [view, setView] = useState<'transcript' | 'diagram'>(() => (localStorage.getItem(viewName) === 'diagram' ? 'diagram' : 'transcript'));
  const subject = content.kind === 'evidence' ? content.item.id : 'solutions';

  useEffect(() => {
    if (!divider.current) return;
    return attachSplit(divider.current, {
      name: 'drawer',
      start: 50,
      least: 20,
      most: 80,
      orientation: () => 'horizontal',
      part: 'after',
      box: () => box.current?.parentElement ?? null,
      apply: (percent) => box.current?.parentElement?.style.setProperty('--drawer', `${percent}%`),
    });
  }, []);
  // Whoever opens it wants to read it, also when it shows another task now.
  useEffect(() => head.current?.focus({ preventScroll: false }), [subject]);
  // The deciding line is what one came for.
  useEffect(() => {
    box.current?.querySelector('li.deciding')?.scrollIntoView({ block: 'nearest' });
  }, [subject, view]);

  const choose = (next: 'transcript' | 'diagram') => {
    setView(next);
    localStorage.setItem(viewName, next);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> takes no focus; this one is moved by keyboard */}
      <div class="wb-drawer-split" ref={divider} role="separator" tabIndex={0} aria-label={w('drawerSplit')} aria-orientation="horizontal" aria-valuenow={50} />
      <section
        class="wb-drawer"
        ref={box}
        aria-labelledby="wb-drawer-title"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onClose();
        }}
      >
        <header>
          <h2 id="wb-drawer-title" ref={head} tabIndex={-1}>
            {content.kind === 'solutions' ? (
              w('solutions')
            ) : (
              <>
                {w('evidenceFor')} <Rich text={content.title} />
              </>
            )}
          </h2>
          {content.kind === 'evidence' && content.item.result.evidence.length > 0 && (
            <fieldset class="wb-views" aria-label={w('view')}>
              {(['transcript', 'diagram'] as const).map((name) => (
                <button key={name} type="button" aria-pressed={view === name} onClick={() => choose(name)}>
                  {w(name)}
                </button>
              ))}
            </fieldset>
          )}
          <button type="button" class="wb-quiet" onClick={onClose}>
            {w('close')}
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
        {/* biome-ignore lint/a11y/useSemanticElements: nothing here is a form */}
        <div class="wb-drawer-body" tabIndex={0} role="group" aria-labelledby="wb-drawer-title">
          {content.kind === 'evidence' ? (
            <EvidenceOf item={content.item} view={view} hosts={hosts} language={language} />
          ) : (
            <Solutions {...content} language={language} />
          )}
        </div>
      </section>
    </>
  );
}

function EvidenceOf({ item, view, hosts, language }: { item: ItemResult; view: 'transcript' | 'diagram'; hosts: Props['hosts']; language: Language }) {
  const { evidence } = item.result;
  if (evidence.length === 0) return <p class="wb-aside">{words.noEvidence[language]}</p>;
  const Show = view === 'diagram' ? Diagram : Transcript;
  return (
    <>
      {evidence.map((dialogue, i) => (
        <Show key={i} dialogue={dialogue} hosts={hosts} language={language} />
      ))}
    </>
  );
}

function Solutions({ solutions, language }: { solutions: { name: string; script: string }[]; language: Language }) {
  const [copied, setCopied] = useState('');
  return (
    <div class="wb-solutions">
      {solutions.map((s) => (
        <details key={s.name} open={solutions.length === 1}>
          <summary>
            <code>{s.name}</code>
          </summary>
          <button type="button" class="wb-small" onClick={() => void copyText(s.script).then(() => setCopied(s.name))}>
            {copied === s.name ? words.copied[language] : words.copy[language]}
          </button>
          <pre>{s.script}</pre>
        </details>
      ))}
    </div>
  );
}
