import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import '../shared/numbers.css';
import { useUrlState } from '../shared/useUrlState.ts';
import { check } from './model.ts';
import { words } from './words.ts';

interface Props {
  language: Language;
}
const start = {
  text: 'Contact: security@k3f9.test\nExpires: 2026-06-30\nPolicy: http://k3f9.test/disclosure\n',
};

/** A security.txt against RFC 9116, at today's date. */
export default function SecurityTxt({ language }: Props) {
  const w = words[language];
  const [state, change] = useUrlState('sectxt', start);
  // The server's page has no "today" that would be right when it is read.
  const [now, setNow] = useState(new Date('2026-11-25T12:00:00Z'));
  useEffect(() => setNow(new Date()), []);
  const result = check(state.text, now);
  return (
    <div class="figures" id="widget-sectxt">
      <label>
        {w.input}
        <textarea rows={6} spellcheck={false} value={state.text} onInput={(event) => change({ text: event.currentTarget.value })} />
      </label>
      <div role="status">
        <p class={result.errors.length === 0 ? 'good' : 'bad'}>
          <strong>{result.errors.length === 0 ? `✓ ${w.valid}` : `✗ ${w.invalid(result.errors.length)}`}</strong>
        </p>
        <ul>
          {[...result.errors, ...result.advice].map((finding) => (
            <li key={JSON.stringify(finding)}>{w.finding(finding)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
