import { useEffect, useState } from 'preact/hooks';
import type { FeedbackBody, FeedbackKept, FeedbackSummary } from '../../../lab-runner/contract/lessons.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { apiPath, ask, type Reply } from '../../client/api.ts';
import { recall, remember } from '../../client/memory.ts';
import { refusalText } from '../../client/problems.ts';
import { feedbackKey, meanOf, readFeedback } from './feedback-memory.ts';
import type { EndWords } from './words.ts';

const textMost = 2000;
/** Half a year until the runner has said how long it keeps. */
const usualDays = 180;

interface Props {
  lesson: string;
  language: Language;
  sections: string[];
  words: EndWords;
}

/** Anonymous feedback on a lesson. Every request goes without this browser's cookie; only the key for deleting stays, here. */
export default function Feedback({ lesson, language, sections, words: w }: Props) {
  const [summary, setSummary] = useState<Reply<FeedbackSummary> | null>(null);
  const [own, setOwn] = useState<FeedbackKept | null>(null);
  const [rating, setRating] = useState(0);
  const [unclear, setUnclear] = useState<string[]>([]);
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [told, setTold] = useState('');
  const path = apiPath(`lessons/${lesson}/feedback`);

  const look = () => void ask<FeedbackSummary>(path, { anonymous: true }).then(setSummary);
  useEffect(() => {
    setOwn(readFeedback(recall(feedbackKey(lesson)), new Date().toISOString().slice(0, 10)));
    look();
  }, [lesson]);

  const refused = (reply: Exclude<Reply<unknown>, { kind: 'ok' }>) => {
    if (reply.kind === 'absent') return setSummary(reply);
    const { text: said, original } = refusalText(reply, language);
    setTold(`${said} ${original}`.trim());
  };

  const send = async (event: Event) => {
    event.preventDefault();
    if (rating === 0) return setTold(w.chooseFirst);
    setSending(true);
    const body: FeedbackBody = { language, rating, unclear, text };
    const reply = await ask<FeedbackKept>(path, { method: 'POST', body, anonymous: true });
    setSending(false);
    if (reply.kind !== 'ok') return refused(reply);
    setTold(remember(feedbackKey(lesson), JSON.stringify(reply.value)) ? w.thanks : `${w.thanks} ${w.noKey}`);
    setOwn(reply.value);
    look();
  };

  const remove = async () => {
    if (!own) return;
    const reply = await ask<unknown>(apiPath('feedback'), { method: 'DELETE', key: own.token, anonymous: true });
    if (reply.kind === 'absent') return setTold(w.notRemoved);
    const gone = reply.kind === 'refused' && reply.code === 'unknown-feedback';
    if (reply.kind === 'refused' && !gone) return refused(reply);
    remember(feedbackKey(lesson), null);
    setOwn(null);
    setRating(0);
    setUnclear([]);
    setText('');
    setTold(gone ? w.gone : w.removed);
    look();
  };

  const absent = summary?.kind === 'absent';
  return (
    <form class="feedback" onSubmit={(event) => void send(event)}>
      <p class="feedback-state" role="status">
        {summary === null && w.asking}
        {absent && (
          <>
            {w.absent} <code>npm start</code>
          </>
        )}
        {summary?.kind === 'refused' && refusalText(summary, language).text}
        {summary?.kind === 'ok' && (
          <>
            {w.anonymous}
            {language === 'en' && ' '}
            {summary.value.counts ? w.counts(summary.value.counts.answers, meanOf(summary.value.counts.ratings)) : w.few(summary.value.fewest)}
          </>
        )}
      </p>
      {own ? (
        <p class="feedback-own">
          {w.sent(own.day, own.keptUntil)}{' '}
          <button type="button" onClick={() => void remove()}>
            {w.remove}
          </button>
        </p>
      ) : (
        <fieldset class="feedback-rating" disabled={absent}>
          <legend>{w.ask}</legend>
          {w.ratings.map((name, i) => (
            <label key={name}>
              <input type="radio" name="rating" value={i + 1} checked={rating === i + 1} onChange={() => setRating(i + 1)} />
              <span>
                {i + 1} <small>{name}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {!own && rating > 0 && !absent && (
        <>
          <fieldset class="feedback-unclear">
            <legend>{w.unclear}</legend>
            {sections.map((section) => (
              <label key={section}>
                <input
                  type="checkbox"
                  checked={unclear.includes(section)}
                  onChange={({ currentTarget: { checked } }) => setUnclear(checked ? [...unclear, section] : unclear.filter((other) => other !== section))}
                />
                {section}
              </label>
            ))}
          </fieldset>
          <label class="feedback-text">
            {w.text} <small>{w.textHint}</small>
            <textarea rows={4} maxLength={textMost} value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
            {text.length > textMost - 200 && <small>{w.left(textMost - text.length)}</small>}
          </label>
          <button type="submit" class="go" disabled={sending}>
            {sending ? w.sending : w.send}
          </button>
        </>
      )}
      <p class="feedback-told" role="status">
        {told}
      </p>
      <details>
        <summary>{w.what}</summary>
        <ul>
          {w.kept(summary?.kind === 'ok' ? summary.value.keptDays : usualDays).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </form>
  );
}
