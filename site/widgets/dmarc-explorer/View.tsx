import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { parseZone } from '../shared/zone.ts';
import { examples } from './examples.ts';
import { authorDomains, type Evaluation, evaluate7489, evaluate9989, type Identifier } from './model.ts';
import { words } from './words.ts';
import '../shared/fields.css';

interface Props {
  language: Language;
}
const signs = { pass: 'good', fail: 'bad', none: 'open', temperror: 'open' } as const;
const known = {
  old: ['v', 'p', 'sp', 'adkim', 'aspf', 'fo', 'rua', 'ruf', 'pct', 'rf', 'ri'],
  now: ['v', 'p', 'sp', 'np', 'psd', 't', 'adkim', 'aspf', 'fo', 'rua', 'ruf'],
};
const [first] = examples;
const mostSignatures = 20;

/** One message under both versions of DMARC. */
export default function DmarcExplorer({ language }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('dmarc', { from: '', spf: '', spfPass: '1', dkim: '', dkimPass: '1', zone: '', ...first?.input });
  // The list has 9,000 rules: only whoever comes here loads it.
  const [byList, setByList] = useState<((domain: string) => string) | null>(null);
  useEffect(() => {
    let gone = false;
    import('tldts').then(({ getDomain }) => {
      if (!gone) setByList(() => (domain: string) => getDomain(domain, { allowPrivateDomains: true }) ?? domain);
    });
    return () => {
      gone = true;
    };
  }, []);
  const { zone, problems } = parseZone(input.zone);
  const authors = authorDomains(input.from);
  const identifiers: Identifier[] = [
    { method: 'spf' as const, domain: input.spf.trim(), pass: input.spfPass === '1' },
    // Receivers look at a handful of signatures, too; a pasted book is not judged word by word.
    ...input.dkim
      .slice(0, 5000)
      .split(/[\s,]+/, mostSignatures)
      .map((domain) => ({ method: 'dkim' as const, domain, pass: input.dkimPass === '1' })),
  ].filter((one) => one.domain !== '');
  const [author] = authors;
  const domainField = (name: 'spf' | 'dkim') => (
    <label>
      {w[name]}
      <input type="text" value={input[name]} spellcheck={false} autocomplete="off" onInput={(event) => change({ [name]: event.currentTarget.value })} />
      <select value={input[`${name}Pass`]} aria-label={w[name]} onChange={(event) => change({ [`${name}Pass`]: event.currentTarget.value })}>
        <option value="1">{w.passed}</option>
        <option value="0">{w.failed}</option>
      </select>
    </label>
  );
  return (
    <div id="widget-dmarc" style="scroll-margin-top: 6rem">
      <p class="presets">
        {w.examples}
        {examples.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-pressed={one.input.zone === input.zone && one.input.from === input.from && one.input.spf === input.spf}
            onClick={() => change(one.input)}
          >
            {one.label[language]}
          </button>
        ))}
      </p>
      <div class="fields">
        <label>
          {w.from}
          <input type="text" value={input.from} spellcheck={false} autocomplete="off" onInput={(event) => change({ from: event.currentTarget.value })} />
        </label>
        {domainField('spf')}
        {domainField('dkim')}
      </div>
      <label class="field-wide">
        {w.zone}
        <textarea rows={5} value={input.zone} spellcheck={false} onInput={(event) => change({ zone: event.currentTarget.value })} />
      </label>
      {problems.map((problem) => (
        <p key={problem.line} class="complaint" role="alert">
          {problem.text[language]}
        </p>
      ))}
      {author === undefined ? (
        <p class="complaint" role="alert">
          {w.noAuthor}
        </p>
      ) : (
        <>
          {authors.length > 1 && (
            <p class="complaint" role="alert">
              {w.authors(authors)}
            </p>
          )}
          <div class="two-columns" role="status">
            <section>
              <h4>{w.old}</h4>
              {byList ? <Column spec="old" evaluation={evaluate7489(author, identifiers, zone, byList)} language={language} /> : <p>{w.loading}</p>}
            </section>
            <section>
              <h4>{w.now}</h4>
              <Column spec="now" evaluation={evaluate9989(author, identifiers, zone)} language={language} />
            </section>
          </div>
        </>
      )}
    </div>
  );
}

function Column({ spec, evaluation: e, language }: { spec: 'old' | 'now'; evaluation: Evaluation; language: Language }) {
  const w = words[language];
  const ignored = e.record ? [...e.record.tags.keys()].filter((tag) => !known[spec].includes(tag)) : [];
  return (
    <>
      <div class={`outcome ${signs[e.result]}`}>
        <p>
          <strong class="word">{e.result}</strong> — {w.result(e)}
        </p>
        {e.why && w.why[e.why] && <p>{w.why[e.why]}</p>}
        {e.at && e.tag && <p>{w.policy(e)}</p>}
        {e.disposition && <p>{w.disposition(e, spec)}</p>}
        {ignored.length > 0 && <p>{w.ignored(ignored)}</p>}
      </div>
      <p class="trace" style="padding-inline-start: 0">
        {w.organizational}: <code>{e.organizational}</code>
      </p>
      <p style="margin-block-end: 0">{w.asked}</p>
      <ol class="trace">
        {e.queries.map((query) => (
          <li key={query.name}>
            <code>_dmarc.{query.name}</code> <small>{w.found[query.found]}</small>
          </li>
        ))}
      </ol>
      {e.identifiers.length > 0 && (
        <>
          <p style="margin-block-end: 0">{w.alignment}</p>
          <ul class="trace">
            {e.identifiers.map((one) => (
              <li key={one.method + one.domain}>
                {one.aligned && one.pass ? '✓' : '✗'} {w.aligned(one)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
