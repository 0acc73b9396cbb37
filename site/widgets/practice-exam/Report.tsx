import type { Language } from '../../../lab-runner/contract/text.ts';
import { QuestionView } from '../../components/quiz/Question.tsx';
import { figure } from '../shared/numbers.ts';
import type { BankItem, Sitting } from './bank.ts';
import { exams } from './blueprint.ts';
import type { Report } from './exam.ts';
import { words } from './words.ts';

export interface Place {
  id: string;
  title: string;
  href: string;
}
interface Props {
  report: Report;
  sitting: Sitting;
  bank: readonly BankItem[];
  lessons: readonly Place[];
  labs: readonly Place[];
  language: Language;
}

/** What an examination has shown, how sure that is, and what to do next. */
export default function ReportView({ report, sitting, bank, lessons, labs, language }: Props) {
  const w = words[language];
  const n = (value: number) => figure(value, language, 2);
  const per = (value: number) => `${Math.round(value * 100)} %`;
  const { minutes, items } = exams[sitting.exam];
  const allowed = (minutes / items) * sitting.length * 60_000;
  const late = sitting.ended !== null && Date.parse(sitting.ended) - Date.parse(sitting.begun) > allowed;
  const missed = sitting.answers.filter((answer) => !answer.right);
  return (
    <div class="pe-report">
      <h4>{w.result}</h4>
      <p class={report.verdict === 'above' ? 'good' : report.verdict === 'below' ? 'bad' : ''}>
        {report.verdict === 'above' ? '✓ ' : report.verdict === 'below' ? '✗ ' : '? '}
        {w.verdicts[report.verdict]}
      </p>
      {report.gatesMissed.length > 0 && <p class="bad">✗ {w.gate(report.gatesMissed.map((d) => `${d.id} ${d.title[language]}`).join(', '))}</p>}
      {late && <p class="aside">{w.late}</p>}
      <dl>
        <div>
          <dt>{w.right}</dt>
          <dd>
            {report.right} <small>/ {report.asked}</small>
          </dd>
        </div>
        <div>
          <dt>{w.ability}</dt>
          <dd>
            {n(report.theta)}{' '}
            <small>
              {w.se} {n(report.se)}
            </small>
          </dd>
        </div>
        <div>
          <dt>{w.share}</dt>
          <dd>
            {per(report.share.middle)}{' '}
            <small>
              {w.interval} {per(report.share.low)}–{per(report.share.high)}
            </small>
          </dd>
        </div>
      </dl>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{w.domain}</th>
              <th scope="col">{w.right}</th>
              <th scope="col">θ</th>
              <th scope="col">{w.se}</th>
            </tr>
          </thead>
          <tbody>
            {report.domains.map((d) => (
              <tr key={d.domain.id}>
                <th scope="row">
                  {d.domain.id} {d.domain.title[language]}
                </th>
                <td>
                  {d.right} / {d.asked}
                </td>
                <td>{n(d.theta)}</td>
                <td>{n(d.se)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h4>{w.plan}</h4>
      {report.weakest.length === 0 && <p>{w.planNone}</p>}
      <ol>
        {report.weakest.map((d) => {
          const first = [...new Set(d.missed.map((item) => item.lesson))];
          const places = lessons.filter((lesson) => first.includes(lesson.id));
          const practice = labs.filter((lab) => d.domain.labs.includes(lab.id));
          return (
            <li key={d.domain.id}>
              <strong>
                {d.domain.id} {d.domain.title[language]}
              </strong>{' '}
              <span class="aside">{w.missedIn(d.missed.length)}</span>
              <p>
                {w.lessons} <Links places={places} />
              </p>
              {practice.length > 0 && (
                <p>
                  {w.labs} <Links places={practice} />
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {missed.length > 0 && (
        <details>
          <summary>{w.review(missed.length)}</summary>
          <ol class="quiz-questions">
            {missed.map(({ id, answer }) => {
              const found = bank.find((item) => item.id === id);
              return (
                found && (
                  <li key={id}>
                    <QuestionView question={found.question} answer={answer} right={false} language={language} onAnswer={() => undefined} />
                  </li>
                )
              );
            })}
          </ol>
        </details>
      )}
    </div>
  );
}

function Links({ places }: { places: readonly Place[] }) {
  return (
    <>
      {places.map((place, i) => (
        <span key={place.id}>
          {i > 0 && ' · '}
          <a class="plain" href={place.href}>
            {place.title}
          </a>
        </span>
      ))}
    </>
  );
}
