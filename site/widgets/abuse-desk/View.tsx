import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { type Account, type Action, accounts, actions, arrived, fromText, judge, type Move, minutes, play, toText } from './desk.ts';
import { log } from './log.ts';
import { parse, trace } from './parse.ts';
import { Result } from './Result.tsx';
import { cases } from './reports.ts';
import { accountNames, actionNames, words } from './words.ts';
import '../shared/numbers.css';
import './abuse-desk.css';

interface Props {
  language: Language;
}
const own = '192.0.2.10';

/** A morning at the abuse desk: reports after RFC 5965 come in, each step costs minutes, stolen accounts go on sending. */
export default function AbuseDesk({ language }: Props) {
  const w = words[language];
  const [moves, setMoves] = useState<Move[]>([]);
  const [selected, setSelected] = useState(cases[0]?.id ?? '');
  const [account, setAccount] = useState<Account>('nobody');
  const [action, setAction] = useState<Action>('none');
  useEffect(() => {
    const given = readAddress('desk');
    if (given !== null && given.length < 2000) setMoves(fromText(cases, given));
  }, []);
  const move = (next: Move | null) => {
    const all = next === null ? [] : [...moves, next];
    setMoves(all);
    writeAddress({ desk: toText(cases, all) || null });
    if (next === null) setSelected(cases[0]?.id ?? '');
  };

  const desk = play(cases, moves);
  const here = arrived(cases, desk.minute);
  const current = here.find(({ id }) => id === selected) ?? here[0];
  const stateOf = (id: string) => (!desk.acted[id] ? 'open' : desk.answered[id] === undefined ? 'acted' : 'done');
  const open = here.filter(({ id }) => stateOf(id) !== 'done').length;
  const report = current && parse(current.raw);
  const traced = report && trace(report, log, 'mail.k3f9.test', 'k3f9.test');
  const field = (name: string) => report?.fields.find((one) => one.name.toLowerCase() === name)?.value ?? w.none;
  const did = current && desk.acted[current.id];
  const colon = language === 'en' ? ': ' : '：';
  return (
    <div class="figures ad">
      <p role="status" class="ad-clock">
        {desk.over ? w.over : w.clock(desk.minute, minutes.shift, open)}
      </p>
      {desk.over && <Result language={language} desk={desk} verdict={judge(cases, desk)} />}
      <fieldset>
        <legend>{w.reports}</legend>
        <div class="ad-list">
          {here.map(({ id, at, raw }) => (
            <button key={id} type="button" aria-pressed={id === current?.id} onClick={() => setSelected(id)}>
              {/^Subject: (.*)$/m.exec(raw)?.[1]}
              <small>
                {w.at(at)} · {stateOf(id) === 'done' ? '✓' : stateOf(id) === 'acted' ? '◐' : '○'} {w.state[stateOf(id)]}
              </small>
            </button>
          ))}
        </div>
      </fieldset>
      {current && report && traced && (
        <>
          <h4>{w.raw}</h4>
          <pre>{current.raw}</pre>
          <h4>{w.reads}</h4>
          <ul>
            <li>
              {w.type}
              {colon}
              <code>{report.type ?? w.none}</code>
            </li>
            <li>
              {w.source}
              {colon}
              <code>{field('source-ip')}</code> ({field('source-ip') === own ? w.ours : w.notOurs})
            </li>
            <li>
              {w.id}
              {colon}
              <code>{traced.claimed ?? w.none}</code>
            </li>
            {report.problems.map((problem) => (
              <li key={problem} class="bad">
                {w.problems[problem]}
              </li>
            ))}
          </ul>
          {desk.looked.includes(current.id) ? (
            <>
              <h4>{w.found}</h4>
              {traced.lines.length > 0 ? <pre>{traced.lines.join('\n')}</pre> : <p>{traced.claimed === null ? w.noId : w.nothing}</p>}
            </>
          ) : (
            !desk.over && (
              <p>
                <button type="button" onClick={() => move({ kind: 'look', id: current.id })}>
                  {w.look(minutes.look)}
                </button>
              </p>
            )
          )}
          {did ? (
            <p>{w.done(accountNames[did.account][language], actionNames[did.action][language])}</p>
          ) : (
            !desk.over && (
              <div class="ad-form">
                <label>
                  {w.account}
                  <select value={account} onChange={(event) => setAccount(event.currentTarget.value as Account)}>
                    {accounts.map((one) => (
                      <option key={one} value={one}>
                        {accountNames[one][language]}
                      </option>
                    ))}
                  </select>
                </label>
                <label>
                  {w.action}
                  <select value={action} onChange={(event) => setAction(event.currentTarget.value as Action)}>
                    {actions.map((one) => (
                      <option key={one} value={one}>
                        {actionNames[one][language]}
                      </option>
                    ))}
                  </select>
                </label>
                <button type="button" class="go" onClick={() => move({ kind: 'act', id: current.id, account, action })}>
                  {w.act(minutes.act)}
                </button>
              </div>
            )
          )}
          {desk.answered[current.id] === undefined ? (
            !desk.over && (
              <p>
                <button type="button" onClick={() => move({ kind: 'answer', id: current.id })}>
                  {w.answer(minutes.answer)}
                </button>
              </p>
            )
          ) : (
            <p>{w.answered}</p>
          )}
        </>
      )}
      <p class="ad-form">
        {!desk.over && (
          <button type="button" onClick={() => move({ kind: 'wait' })}>
            {here.length < cases.length ? w.wait : w.end}
          </button>
        )}
        {moves.length > 0 && (
          <button type="button" onClick={() => move(null)}>
            {w.again}
          </button>
        )}
      </p>
      <p class="aside">{w.rule}</p>
    </div>
  );
}
