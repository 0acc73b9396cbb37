import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { inline } from '../../lib/inline.ts';
import { paths } from '../../paths.ts';
import { figure, type NumberField, readNumber } from '../shared/numbers.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { calendar } from './calendar.ts';
import { items } from './items.ts';
import { type Existing, known, noAnswers, type Part, problems, readAnswers, readDate, route, type Session, schedule, writeDate } from './model.ts';
import { words } from './words.ts';
import './route-planner.css';

const hoursField: NumberField = {
  id: 'hours',
  label: { en: 'Hours a week', 'zh-cn': '每周小时数' },
  unit: { en: 'h', 'zh-cn': '小时' },
  initial: 4,
  min: 0.5,
  max: 40,
};
const defaults = { path: 'administrator', answers: noAnswers, hours: '4', start: '2026-12-01', time: '19:30', days: '26' };
/** Sessions that are shown before the reader asks for all of them. */
const shown = 8;

/** Twelve questions, a path, the hours of a week: the route with dates, to be taken along as an iCalendar file. */
export default function RoutePlanner({ language, existing }: { language: Language; existing: Existing }) {
  const w = words[language];
  const [input, change] = useUrlState('route', defaults);
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState(true);
  // The server's page cannot know the reader's day: until then a fixed one stands there.
  useEffect(() => {
    if (!new URLSearchParams(location.search).has('route.start')) change({ start: writeDate(Math.floor(Date.now() / 86_400_000) + 1) });
  }, []);

  const answers = readAnswers(input.answers);
  const path = paths.find((one) => one.id === input.path) ?? (paths[0] as (typeof paths)[number]);
  const wrong = problems(input.start, input.time, input.days);
  const hours = readNumber(hoursField, input.hours);
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter((n) => input.days.includes(String(n)));
  const { units, missing } = route(path, answers, existing);
  const start = readDate(input.start);
  const sessions = start === null || 'problem' in hours || weekdays.length === 0 ? [] : schedule(units, start, weekdays, Math.round(hours.value * 60));
  const sure = known(answers);

  const name = (part: Part) => `${part.unit.kind === 'lab' ? w.lab : ''}${part.unit.title}${part.unit.quick ? w.quick : ''}${part.continued ? w.more : ''}`;
  const download = () => {
    const events = sessions.map((session: Session, index) => ({
      uid: `${path.id}-${index + 1}-${session.date}@postlab.invalid`,
      date: session.date,
      time: input.time.trim(),
      minutes: session.minutes,
      summary: `${w.summary}${session.parts.map(name).join(w.and)}`,
      description: session.parts.map((part) => `${name(part)}: ${w.minutes(part.minutes)}, ${new URL(part.unit.href, location.href)}`).join('\n'),
    }));
    const now = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
    const address = URL.createObjectURL(new Blob([calendar(w.calendar, events, now)], { type: 'text/calendar;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = w.file;
    link.click();
    URL.revokeObjectURL(address);
  };

  return (
    <div class="route" id="widget-route">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {w.test} · {w.answered([...answers].filter((a) => a !== '-').length, items.length)}
        </summary>
        <ol class="route-items">
          {items.map((item, index) => (
            <li key={item.question.en}>
              <fieldset>
                <legend dangerouslySetInnerHTML={{ __html: inline(item.question[language]) }} />
                {[...item.options.map((option) => option[language]), w.unsure].map((option, at) => {
                  const value = at < 3 ? String(at) : '-';
                  return (
                    <label key={option}>
                      <input
                        type="radio"
                        name={`route-${index}`}
                        checked={answers[index] === value}
                        onChange={() => change({ answers: answers.slice(0, index) + value + answers.slice(index + 1) })}
                      />{' '}
                      <span dangerouslySetInnerHTML={{ __html: inline(option) }} />
                    </label>
                  );
                })}
              </fieldset>
            </li>
          ))}
        </ol>
      </details>
      <p class="route-known" role="status">
        {sure.length > 0 ? w.known(sure.map((area) => w.areas[area]).join(w.and)) : w.nothingKnown}
      </p>
      <div class="route-fields">
        <label>
          {w.path}
          <select value={path.id} onChange={(event) => change({ path: event.currentTarget.value })}>
            {paths.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title[language]}
              </option>
            ))}
          </select>
        </label>
        {(
          [
            ['hours', w.hours, 'problem' in hours ? hours.problem : undefined],
            ['start', w.start, wrong.start],
            ['time', w.time, wrong.time],
          ] as const
        ).map(([field, label, problem]) => (
          <label key={field}>
            {label}
            <input
              type="text"
              value={input[field]}
              autocomplete="off"
              aria-invalid={problem !== undefined}
              aria-describedby={problem ? `route-${field}-problem` : undefined}
              onInput={(event) => change({ [field]: event.currentTarget.value })}
            />
            {problem && (
              <span class="route-problem" id={`route-${field}-problem`}>
                {problem[language]}
              </span>
            )}
          </label>
        ))}
        <fieldset class="route-days">
          <legend>{w.days}</legend>
          {w.weekdays.map((day, index) => {
            const value = String(index + 1);
            return (
              <label key={day}>
                <input
                  type="checkbox"
                  checked={input.days.includes(value)}
                  onChange={(event) =>
                    change({ days: [...'1234567'].filter((one) => (one === value ? event.currentTarget.checked : input.days.includes(one))).join('') })
                  }
                />{' '}
                {day}
              </label>
            );
          })}
          {wrong.days && <span class="route-problem">{wrong.days[language]}</span>}
        </fieldset>
      </div>
      <section aria-label={w.plan}>
        <p class="route-title">{w.plan}</p>
        <p role="status" class="route-sum">
          {sessions.length === 0
            ? w.empty
            : w.sum(
                units.filter((unit) => unit.kind === 'lesson').length,
                units.filter((unit) => unit.kind === 'lab').length,
                figure(units.reduce((sum, unit) => sum + unit.minutes, 0) / 60, language),
                sessions.length,
                sessions.at(-1)?.date ?? '',
              )}{' '}
          {missing > 0 && w.missing(missing)}
        </p>
        <ol class="route-sessions" aria-label={w.sessions}>
          {sessions.slice(0, all ? undefined : shown).map((session) => (
            <li key={session.date}>
              <time>{session.date}</time>
              <ul>
                {session.parts.map((part) => (
                  <li key={part.unit.id}>
                    <a class="plain" href={part.unit.href}>
                      {name(part)}
                    </a>{' '}
                    <small>{w.minutes(part.minutes)}</small>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
        <p class="route-actions">
          {sessions.length > shown && !all && (
            <button type="button" onClick={() => setAll(true)}>
              {w.all(sessions.length)}
            </button>
          )}
          <button type="button" class="go" disabled={sessions.length === 0 || wrong.time !== undefined} onClick={download}>
            {w.export}
          </button>
        </p>
      </section>
    </div>
  );
}
