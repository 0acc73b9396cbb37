import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { inline } from '../../lib/inline.ts';
import { leaves, questions, walk } from './tree.ts';
import { words } from './words.ts';

interface Props {
  log: string;
  language: Language;
}

/** The diagnostic tree over a log: of the case, or one that the reader pastes over it. */
export function TreeView({ log, language }: Props) {
  const w = words[language];
  const [text, setText] = useState(log);
  const { steps, leaf } = walk(text);
  return (
    <details class="fd-tree">
      <summary>{w.tree}</summary>
      <label>
        <span class="fd-hint">{w.treeHint}</span>
        <textarea rows={4} value={text} spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      {text.trim() === '' && <p class="fd-problem">{w.treeEmpty}</p>}
      <ol>
        {steps.map((step) => (
          <li key={step.question} class={step.answer}>
            {questions.find((q) => q.id === step.question)?.ask[language]} <strong>{step.answer === 'yes' ? w.yes : w.no}</strong>
            {step.line && <code>{step.line}</code>}
          </li>
        ))}
      </ol>
      <p role="status">
        <strong>{w.hypothesis(leaves[leaf].name[language])}</strong> <span dangerouslySetInnerHTML={{ __html: inline(leaves[leaf].next[language]) }} />
      </p>
    </details>
  );
}
