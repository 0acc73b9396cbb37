import type { Language } from '../../../lab-runner/contract/text.ts';
import { type Desk, minutes, type Verdict } from './desk.ts';
import { cases } from './reports.ts';
import { accountNames, actionNames, lessons, words } from './words.ts';

interface Props {
  language: Language;
  desk: Desk;
  verdict: Verdict;
}

/** What the shift was worth, and case by case what would have been right. */
export function Result({ language, desk, verdict }: Props) {
  const w = words[language];
  const said = (id: string) => (!desk.acted[id] ? w.missed : verdict.wrong.includes(id) ? w.wrong : w.right);
  return (
    <section aria-label={w.over} role="status">
      <p>
        <strong>{w.score(verdict)}</strong>
      </p>
      {verdict.falselyClosed.length > 0 && (
        <p class="bad">✗ {w.falsely(verdict.falselyClosed.map((account) => accountNames[account][language]).join(language === 'en' ? ', ' : '、'))}</p>
      )}
      {verdict.late.length > 0 && <p class="bad">✗ {w.late(verdict.late.length, minutes.due)}</p>}
      <ol>
        {cases.map(({ id, raw, right }) => (
          <li key={id}>
            <strong>
              {said(id) === w.right ? '✓' : '✗'} {/^Subject: (.*)$/m.exec(raw)?.[1]}
            </strong>{' '}
            ({said(id)}) {accountNames[right.account][language]}
            {language === 'en' ? ': ' : '：'}
            {actionNames[right.action][language]}
            {language === 'en' ? '. ' : '。'}
            {lessons[id]?.[language]}
          </li>
        ))}
      </ol>
    </section>
  );
}
