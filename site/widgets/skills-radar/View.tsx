import { useEffect, useState } from 'preact/hooks';
import type { ProgressRow } from '../../../lab-runner/contract/api.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { apiPath, ask, type Reply } from '../../client/api.ts';
import { agree } from '../../client/lesson-progress.ts';
import { refusalText } from '../../client/problems.ts';
import { readAddress, writeAddress } from '../address.ts';
import '../shared/numbers.css';
import { covered, type Lab, type LabResult, levels, nextLabs, type QuizResults, readOwn, writeOwn } from './model.ts';
import Radar from './Radar.tsx';
import { type RoleId, roleIds, roles, type SkillId, skillIds, skills } from './skills.ts';
import { words } from './words.ts';
import './skills-radar.css';

interface Props {
  language: Language;
  labs: readonly (Lab & { title: string; href: string })[];
  /** Lessons that have a quiz. */
  quizzes: readonly string[];
}
const middle = Object.fromEntries(skillIds.map((id) => [id, 30])) as Record<SkillId, number>;

/** Twelve skills from graded results, against the profile of a role; and the five labs that close most of what is missing. */
export default function SkillsRadar({ language, labs, quizzes }: Props) {
  const w = words[language];
  const [role, setRole] = useState<RoleId>('administrator');
  const [source, setSource] = useState<'results' | 'own'>('results');
  const [typed, setTyped] = useState<Record<SkillId, string>>(
    () => Object.fromEntries(skillIds.map((id) => [id, String(middle[id])])) as Record<SkillId, string>,
  );
  const [progress, setProgress] = useState<Reply<ProgressRow[]> | null>(null);
  const [right, setRight] = useState<QuizResults>({});

  useEffect(() => {
    const given = readAddress('role');
    setRole(roleIds.find((id) => id === given) ?? 'administrator');
    const own = readOwn(readAddress('own') ?? '');
    if (own) {
      setSource('own');
      setTyped(Object.fromEntries(skillIds.map((id) => [id, String(own[id])])) as Record<SkillId, string>);
    }
    void ask<ProgressRow[]>(apiPath('progress')).then(setProgress);
    void agree(quizzes).then(({ records }) =>
      setRight(Object.fromEntries(Object.entries(records).flatMap(([id, record]) => (record.best ? [[id, record.best.right / record.best.total]] : [])))),
    );
  }, [quizzes]);

  const bad = skillIds.filter((id) => !/^\d{1,3}$/.test(typed[id].trim()) || Number(typed[id]) > 100);
  const own = bad.length === 0 ? (Object.fromEntries(skillIds.map((id) => [id, Number(typed[id])])) as Record<SkillId, number>) : null;
  const keep = (next: { source?: 'results' | 'own'; typed?: Record<SkillId, string> }) => {
    const values = next.typed ?? typed;
    const ok = skillIds.every((id) => /^\d{1,3}$/.test(values[id].trim()) && Number(values[id]) <= 100);
    if (next.typed) setTyped(next.typed);
    if (next.source) setSource(next.source);
    if ((next.source ?? source) === 'results') writeAddress({ own: null });
    else if (ok) writeAddress({ own: writeOwn(Object.fromEntries(skillIds.map((id) => [id, Number(values[id])])) as Record<SkillId, number>) });
  };

  const results: LabResult[] =
    progress?.kind === 'ok' ? progress.value.map((row) => ({ lab: row.lab, share: row.max > 0 ? row.best / row.max : 0, proved: row.provedAt !== null })) : [];
  const measured = levels(labs, results, quizzes, right);
  const have = source === 'own' ? own : (Object.fromEntries(measured.map((m) => [m.skill, m.level ?? 0])) as Record<SkillId, number>);
  const { title, wants } = roles[role];
  const gap = (id: SkillId) => (have ? Math.max(0, wants[id] - have[id]) : 0);
  const gaps = skillIds.filter((id) => gap(id) > 0).toSorted((a, b) => gap(b) - gap(a));
  const next = have ? nextLabs(labs, results, have, wants, quizzes) : [];
  const name = (id: SkillId) => skills[id].title[language];

  return (
    <div class="figures">
      <div class="sr-choose">
        <label>
          {w.role}
          <select
            value={role}
            onChange={(event) => {
              const id = roleIds.find((r) => r === event.currentTarget.value) ?? 'administrator';
              setRole(id);
              writeAddress({ role: id === 'administrator' ? null : id });
            }}
          >
            {roleIds.map((id) => (
              <option key={id} value={id}>
                {roles[id].title[language]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {w.source}
          <select value={source} onChange={(event) => keep({ source: event.currentTarget.value === 'own' ? 'own' : 'results' })}>
            <option value="results">{w.sources.results}</option>
            <option value="own">{w.sources.own}</option>
          </select>
        </label>
      </div>
      {source === 'results' && (
        <p class="aside" role="status">
          {progress === null && w.asking}
          {progress?.kind === 'absent' && (
            <>
              {w.absent} <code>npm start</code>
            </>
          )}
          {progress?.kind === 'refused' && `${w.refused} ${refusalText(progress, language).text}`}
          {progress?.kind === 'ok' && w.loaded(results.length, Object.keys(right).length)}
        </p>
      )}
      {have && <Radar have={have} wants={wants} language={language} />}
      <div class="scroll">
        <table class="sr-table">
          <thead>
            <tr>
              <th scope="col">{w.skill}</th>
              <th scope="col">{w.you}</th>
              <th scope="col">{w.wanted}</th>
              <th scope="col">{w.gap}</th>
              {source === 'results' && <th scope="col">{w.evidence}</th>}
            </tr>
          </thead>
          <tbody>
            {skillIds.map((id, i) => {
              const found = measured[i];
              const wrong = source === 'own' && bad.includes(id);
              return (
                <tr key={id}>
                  <th scope="row">
                    {i + 1}. {name(id)}
                  </th>
                  <td class="sr-number">
                    {source === 'own' ? (
                      <>
                        <input
                          type="text"
                          inputMode="numeric"
                          aria-label={`${name(id)}: ${w.own}`}
                          aria-invalid={wrong}
                          value={typed[id]}
                          onInput={(event) => keep({ typed: { ...typed, [id]: event.currentTarget.value } })}
                        />
                        {wrong && <span class="number-problem">{w.problem(typed[id])}</span>}
                      </>
                    ) : (
                      (found?.level ?? w.unknown)
                    )}
                  </td>
                  <td class="sr-number">{wants[id]}</td>
                  <td class={gap(id) > 0 ? 'sr-number bad' : 'sr-number good'}>{have ? (gap(id) > 0 ? `−${gap(id)}` : '✓') : w.unknown}</td>
                  {source === 'results' && found && (
                    <td>
                      {w.labsDone(found.labs.done, found.labs.of)}
                      {found.quiz !== null && ` · ${w.quiz(Math.round(found.quiz * 100))}`}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div role="status">
        {have ? (
          <p>
            {w.covered(covered(have, wants), title[language])}{' '}
            {gaps.length === 0
              ? w.noGap
              : w.largest(
                  gaps
                    .slice(0, 3)
                    .map(name)
                    .join(language === 'en' ? ', ' : '、'),
                )}
          </p>
        ) : (
          <p class="bad">{w.broken}</p>
        )}
      </div>
      {have && (
        <>
          <h4>{w.next}</h4>
          {next.length === 0 && <p>{w.noNext}</p>}
          <ol class="sr-next">
            {next.map(({ lab, closes }) => {
              const known = labs.find((l) => l.id === lab.id);
              return (
                <li key={lab.id}>
                  <a class="plain" href={known?.href}>
                    {known?.title}
                  </a>{' '}
                  <span class="aside">
                    <code>{lab.id}</code> · {w.minutes(lab.minutes)} ·{' '}
                    {closes.map((c) => w.closes(c.points, name(c.skill))).join(language === 'en' ? ', ' : '，')}
                  </span>
                </li>
              );
            })}
          </ol>
        </>
      )}
      <p class="aside">{w.how}</p>
    </div>
  );
}
