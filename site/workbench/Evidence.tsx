import type { Dialogue } from '../../lab-runner/contract/check.ts';
import { inLanguage, type Language } from '../../lab-runner/contract/text.ts';
import { endName, secondsText, shortened, speakerOf, turnsOf } from './evidence.ts';
import { words } from './words.ts';

interface Props {
  dialogue: Dialogue;
  hosts: readonly { name: string; address: string }[];
  language: Language;
}

const sign = { left: '→', right: '←', note: '·' } as const;

function heading(dialogue: Dialogue, left: string, right: string): string {
  return dialogue.protocol === 'host'
    ? `${right} · ${left}`
    : `${dialogue.protocol === 'outside' ? 'SMTP' : dialogue.protocol.toUpperCase()} · ${left} → ${right}`;
}

/** Every line as it was said, in order, the one that decided marked. */
export function Transcript({ dialogue, hosts, language }: Props) {
  const left = endName(dialogue.from, hosts)[language];
  const right = endName(dialogue.to, hosts)[language];
  return (
    <figure class="wb-transcript">
      <figcaption>{heading(dialogue, left, right)}</figcaption>
      <ol>
        {dialogue.lines.map((line, i) => {
          const speaker = speakerOf(dialogue.protocol, line.direction);
          return (
            <li key={i} class={`${speaker}${line.deciding ? ' deciding' : ''}`}>
              <span class="wb-at">{secondsText(line.at)}</span>
              <span class="wb-arrow" aria-hidden="true">
                {sign[speaker]}
              </span>
              <span class="sr-only">{speaker === 'note' ? words.note[language] : `${speaker === 'left' ? left : right} ${words.says[language]}`}: </span>
              <span class="wb-line" {...(speaker === 'note' ? {} : { translate: false, lang: '' })}>
                {inLanguage(line.text, language)}
              </span>
              {line.deciding && <span class="wb-decided">{words.decided[language]}</span>}
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

/** The same as a sequence diagram: two lanes, an arrow a turn. It is a list for those who do not see it. */
export function Diagram({ dialogue, hosts, language }: Props) {
  const left = endName(dialogue.from, hosts)[language];
  const right = endName(dialogue.to, hosts)[language];
  return (
    <figure class="wb-diagram">
      <figcaption class="sr-only">{heading(dialogue, left, right)}</figcaption>
      <div class="wb-lanes" aria-hidden="true">
        <span>{left}</span>
        <span class="wb-protocol">{dialogue.protocol === 'outside' ? 'SMTP' : dialogue.protocol.toUpperCase()}</span>
        <span>{right}</span>
      </div>
      <ol>
        {turnsOf(dialogue).map((turn, i) => {
          const { lines, left: more } = shortened(turn);
          return (
            <li key={i} class={`${turn.speaker}${turn.deciding ? ' deciding' : ''}`}>
              <span class="sr-only">
                {turn.speaker === 'note' ? words.note[language] : `${turn.speaker === 'left' ? left : right} ${words.says[language]}`}:{' '}
              </span>
              <div class="wb-turn">
                {lines.map((line, n) => (
                  <span key={n} class={`wb-line${line.deciding ? ' deciding-line' : ''}`}>
                    {inLanguage(line.text, language)}
                  </span>
                ))}
                {more > 0 && (
                  <span class="wb-more">
                    … {more} {words.moreLines[language]}
                  </span>
                )}
                {turn.deciding && <span class="wb-decided">{words.decided[language]}</span>}
              </div>
              {turn.speaker !== 'note' && <span class="wb-shaft" aria-hidden="true" />}
              <span class="wb-at" title={words.at[language]}>
                {secondsText(turn.at)}
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
