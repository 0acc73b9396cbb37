import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { SieveProblem } from './problem.ts';
import { type Action, type Outcome, runSieve } from './run.ts';
import { examples, words } from './words.ts';
import '../shared/numbers.css';

interface Props {
  language: Language;
}

const begin = examples.orders as { script: string; mail: string };

/** A Sieve script over a pasted message: what a server would do, and which tests decided it. */
export default function SieveSandbox({ language }: Props) {
  const w = words[language];
  const [state, change] = useUrlState('sieve', { script: begin.script, mail: begin.mail, from: 'wang@haibo.example', to: 'lin@k3f9.test' });
  const result = attempt(state);
  const chosen = Object.keys(examples).find((name) => examples[name]?.script === state.script && examples[name]?.mail === state.mail) ?? '';

  return (
    <div class="figures" id="widget-sieve">
      <p>
        <label>
          {w.example}{' '}
          <select
            value={chosen}
            onChange={(event) => {
              const example = examples[event.currentTarget.value];
              if (example) change(example);
            }}
          >
            {chosen === '' && <option value="">…</option>}
            {Object.keys(examples).map((name) => (
              <option key={name} value={name}>
                {w.examples[name]}
              </option>
            ))}
          </select>
        </label>
      </p>
      <label class="number-field">
        <span>{w.script}</span>
        <textarea rows={9} spellcheck={false} autocapitalize="off" value={state.script} onInput={(event) => change({ script: event.currentTarget.value })} />
      </label>
      <label class="number-field">
        <span>{w.mail}</span>
        <textarea rows={8} spellcheck={false} value={state.mail} onInput={(event) => change({ mail: event.currentTarget.value })} />
      </label>
      <p class="number-fields">
        {(['from', 'to'] as const).map((name) => (
          <label key={name} class="number-field">
            <span>{w[name]}</span>
            <span class="number-input">
              <input
                type="text"
                style={{ width: '100%' }}
                spellcheck={false}
                value={state[name]}
                onInput={(event) => change({ [name]: event.currentTarget.value })}
              />
            </span>
          </label>
        ))}
      </p>
      <div role="status">
        <h4>{w.actions}</h4>
        {result instanceof SieveProblem ? (
          <>
            <p class="bad">
              ✗ {w.wrong(result.line)} {result.text[language]}
            </p>
            <p>{w.open}</p>
          </>
        ) : (
          <Happened outcome={result} language={language} />
        )}
      </div>
      {!(result instanceof SieveProblem) && (
        <>
          <h4>{w.steps}</h4>
          {result.steps.length === 0 ? (
            <p>{w.noTests}</p>
          ) : (
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{w.line}</th>
                    <th scope="col">{w.test}</th>
                    <th scope="col">{w.result}</th>
                  </tr>
                </thead>
                <tbody>
                  {result.steps.slice(0, 60).map((step, i) => (
                    <tr key={i}>
                      <td>{step.line}</td>
                      <td>
                        <code>{step.what}</code>
                      </td>
                      <td class={step.result ? 'good' : undefined}>{step.result ? w.yes : w.no}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Happened({ outcome, language }: { outcome: Outcome; language: Language }) {
  const w = words[language];
  const { actions, failed } = outcome;
  const flags = (list: readonly string[]) => (list.length > 0 ? `${language === 'en' ? ', ' : '，'}${w.flags(list.join(' '))}` : '');
  const stores = outcome.implicitKeep || actions.some((action) => ['keep', 'fileinto', 'redirect', 'reject'].includes(action.kind));
  return (
    <>
      {failed && (
        <p class="bad">
          ✗ {w.failed(failed.line)} {failed.text[language]} {w.kept}
        </p>
      )}
      <ol>
        {actions.map((action, i) => (
          <li key={i}>
            {say(action, language)}
            {'flags' in action && flags(action.flags)}
            {action.kind === 'vacation' && action.suppressed && <em> {`(${w.suppressed[action.suppressed]})`}</em>}
          </li>
        ))}
        {outcome.implicitKeep && (
          <li>
            {w.implicit}
            {flags(outcome.implicitFlags)}
          </li>
        )}
      </ol>
      {!outcome.implicitKeep && <p class="aside">{w.nothingElse}</p>}
      {!stores && <p class="bad">{w.lost}</p>}
    </>
  );
}

function say(action: Action, language: Language): string {
  const w = words[language];
  switch (action.kind) {
    case 'keep':
      return w.keep;
    case 'discard':
      return w.discard;
    case 'fileinto':
      return w.fileinto(action.folder);
    case 'redirect':
      return w.redirect(action.to);
    case 'reject':
      return w.reject(action.reason);
    case 'vacation':
      return w.vacation(action.days, action.subject, action.reason);
  }
}

function attempt(state: { script: string; mail: string; from: string; to: string }): Outcome | SieveProblem {
  try {
    return runSieve(state.script, state.mail, { from: state.from.trim(), to: state.to.trim() });
  } catch (error) {
    if (error instanceof SieveProblem) return error;
    throw error;
  }
}
