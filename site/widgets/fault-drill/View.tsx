import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { copyText } from '../../client/clipboard.ts';
import { inline } from '../../lib/inline.ts';
import { readAddress, writeAddress } from '../address.ts';
import { type ActionId, actionIds, actions } from './actions.ts';
import { type CaseId, type CauseId, caseIds, cases, causeIds } from './cases.ts';
import { type Attempt, board, isGone, judge, readAttempt, writeAttempt } from './model.ts';
import { blame, postmortem } from './postmortem.ts';
import { said } from './said.ts';
import { TreeView } from './TreeView.tsx';
import { leaves } from './tree.ts';
import { words } from './words.ts';
import './fault-drill.css';

interface Props {
  language: Language;
}
const memory = 'postlab.widget.fault-drill';
const fresh: Attempt = { path: [], named: [] };

/** Solved cases of this browser; anything that is not ours counts as none. */
function remembered(): Partial<Record<CaseId, string>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(memory) ?? '{}');
    return value && typeof value === 'object' ? (value as Partial<Record<CaseId, string>>) : {};
  } catch {
    // Somebody else's text under our key.
    return {};
  }
}

export default function FaultDrill({ language }: Props) {
  const w = words[language];
  const [id, setId] = useState<CaseId>('dovecot-config');
  const [attempt, setAttempt] = useState<Attempt>(fresh);
  const [naming, setNaming] = useState<CauseId | ''>('');
  const [problem, setProblem] = useState('');
  const [solved, setSolved] = useState<Partial<Record<CaseId, string>>>({});
  const one = cases[id];
  const outcome = judge(id, attempt);

  useEffect(() => {
    setSolved(remembered());
    const given = readAddress('case');
    if (given === null) return;
    const read = readAttempt(given);
    if (!read) setProblem(w.noCase(given, caseIds.join(', ')));
    else {
      setId(read.id);
      setAttempt(read.attempt);
      if (read.left > 0) setProblem(w.left(read.left));
    }
  }, [w]);

  const go = (nextId: CaseId, next: Attempt) => {
    setId(nextId);
    setAttempt(next);
    setNaming('');
    setProblem('');
    writeAddress({ case: writeAttempt(nextId, next) });
    if (judge(nextId, next).right) {
      const all = { ...remembered(), [nextId]: writeAttempt(nextId, next) };
      localStorage.setItem(memory, JSON.stringify(all));
      setSolved(all);
    }
  };
  const ask = (action: ActionId) => go(id, { ...attempt, path: [...attempt.path, action] });
  const last = attempt.named.at(-1);
  const outcomes = caseIds.flatMap((c) => {
    const read = solved[c] ? readAttempt(solved[c]) : null;
    const o = read && judge(c, read.attempt);
    return o?.right ? [o] : [];
  });
  const means = board(outcomes);

  return (
    <div class="fd">
      <p class="fd-cases">
        <label>
          {w.choose}{' '}
          <select value={id} onChange={(event) => go(event.currentTarget.value as CaseId, fresh)}>
            {caseIds.map((c, i) => (
              <option key={c} value={c}>
                {`${w.ticket} ${i + 1}${solved[c] ? ' ✓' : ''}`}
              </option>
            ))}
          </select>
        </label>{' '}
        <button type="button" disabled={attempt.path.length + attempt.named.length === 0} onClick={() => go(id, fresh)}>
          {w.again}
        </button>
      </p>
      {problem && (
        <p class="fd-problem" role="status">
          {problem}
        </p>
      )}
      <blockquote class="fd-ticket">{one.ticket[language]}</blockquote>

      <fieldset class="fd-actions" disabled={outcome.right}>
        <legend>{w.ask}</legend>
        {actionIds.map((action) => (
          <button key={action} type="button" disabled={attempt.path.includes(action)} onClick={() => ask(action)}>
            {actions[action].name[language]} <small>{w.minutes(actions[action].minutes)}</small>
          </button>
        ))}
      </fieldset>

      <ol class="fd-path" aria-label={w.path}>
        {attempt.path.map((action, i) => (
          <li key={action}>
            <p class="fd-asked">{actions[action].name[language]}</p>
            {isGone(one, attempt.path, action) ? <p class="fd-gone">{w.gone}</p> : <pre>{said(id, action)}</pre>}
            {action === 'restart' && <p class="fd-gone">{one.restartHides ? w.restartHid : w.restartDid}</p>}
            {action === 'log' && i === attempt.path.length - 1 && <TreeView log={said(id, 'log')} language={language} />}
          </li>
        ))}
      </ol>

      <p class="fd-clock" role="status">
        {w.clock(outcome.diagnose)} {last && !outcome.right && <strong class="fd-wrong">{w.wrong(leaves[last].name[language])}</strong>}
      </p>
      {!outcome.right && (
        <form
          class="fd-name"
          onSubmit={(event) => {
            event.preventDefault();
            if (naming) go(id, { ...attempt, named: [...attempt.named, naming] });
          }}
        >
          <label>
            {w.name}{' '}
            <select value={naming} onChange={(event) => setNaming(event.currentTarget.value as CauseId | '')}>
              <option value="">{w.pick}</option>
              {causeIds.map((cause) => (
                <option key={cause} value={cause}>
                  {leaves[cause].name[language]}
                </option>
              ))}
            </select>
          </label>{' '}
          <button class="go" type="submit" disabled={!naming}>
            {w.say}
          </button>
        </form>
      )}

      {outcome.right && (
        <section class="fd-result" aria-label={w.result}>
          <p class="fd-right">✓ {w.right(leaves[one.cause].name[language])}</p>
          {!outcome.supported && <p class="fd-gone">{outcome.evidenceLost ? w.lost : w.guessed}</p>}
          <p>{w.times(outcome.detect, outcome.diagnose, outcome.repair, outcome.total)}</p>
          <p>{w.expert(one.expert.map((a) => actions[a].name[language]).join(language === 'en' ? ' → ' : ' → '), outcome.expert)}</p>
          <Builder key={id} id={id} attempt={attempt} language={language} />
        </section>
      )}

      {means && (
        <section class="fd-board" aria-label={w.board}>
          <p class="fd-title">{w.board}</p>
          <dl>
            <dt>{w.solved}</dt>
            <dd>{`${means.cases} / ${caseIds.length}`}</dd>
            <dt>{w.meanDiagnose}</dt>
            <dd>{w.versus(means.diagnose, means.expert)}</dd>
            <dt>{w.meanRecovery}</dt>
            <dd>{w.minutes(Math.round(means.recovery))}</dd>
            <dt>{w.share}</dt>
            <dd>{`${Math.round(means.detectShare * 100)} %`}</dd>
          </dl>
          <p class="fd-hint">{w.shareHint}</p>
        </section>
      )}
    </div>
  );
}

interface BuilderProps {
  id: CaseId;
  attempt: Attempt;
  language: Language;
}

/** The postmortem: the skeleton is made, the learner writes on; phrases that look for a guilty person are pointed at. */
function Builder({ id, attempt, language }: BuilderProps) {
  const w = words[language];
  const [text, setText] = useState(() => postmortem(id, attempt, language));
  const [copied, setCopied] = useState(false);
  const found = blame(text);
  return (
    <div class="fd-builder">
      <label>
        <span class="fd-title">{w.postmortem}</span>
        <span class="fd-hint">{w.postmortemHint}</span>
        <textarea rows={14} value={text} spellcheck={false} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <div role="status">
        {found.length === 0 ? (
          <p class="fd-hint">{w.blameless}</p>
        ) : (
          found.map((hit) => (
            <p key={hit.found} class="fd-problem">
              <q>{hit.found}</q> <span dangerouslySetInnerHTML={{ __html: inline(hit.ask[language]) }} />
            </p>
          ))
        )}
      </div>
      <button
        type="button"
        onClick={async () => {
          await copyText(text);
          setCopied(true);
        }}
      >
        {copied ? w.copied : w.copy}
      </button>
    </div>
  );
}
