import { readFileSync } from 'node:fs';
import type { GradeReport } from '../contract/api.ts';
import type { ItemResult } from '../contract/attempt.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { callServer } from './running-server.ts';

const formats = ['text', 'json', 'junit'] as const;
type Format = (typeof formats)[number];

const codes = { solved: 0, 'not solved': 1, 'could not check': 2 } as const;

/** `postlab grade`: talks to the running server if there is one, else runs its own labs for as long as it takes. */
export async function grade(lab: string | undefined, options: Record<string, string | boolean | string[] | undefined>): Promise<number> {
  const format = formats.find((f) => f === options['format']);
  const usage = (message: string, hint: string) => new PostlabError({ code: 'wrong-usage', status: 400, message, hint });
  if (!format) throw usage(`--format is text, json or junit; found "${String(options['format'])}".`, 'Choose one of these.');
  const { solution, attempt } = options;
  if (typeof attempt === 'string') {
    const beside = ['solution', 'host', 'seed'].filter((name) => options[name] !== undefined).map((name) => `--${name}`);
    if (lab || beside.length > 0)
      throw usage(
        `--attempt grades what is running and goes alone; found ${[lab && `the lab "${lab}"`, ...beside].filter(Boolean).join(', ')} beside it.`,
        'Leave out one or the other.',
      );
    return tell(await callServer<GradeReport>('POST', '/api/grade', { attempt }, 'An attempt belongs to a running server; start it with "npm start".'), format);
  }
  if (!lab || typeof solution !== 'string')
    throw usage('Expected a lab and --solution <script>, or --attempt <id>.', 'Example: npx postlab grade first-mta --solution my.sh');
  let script: string;
  try {
    script = readFileSync(solution, 'utf8');
  } catch (error) {
    throw usage(`The script ${solution} cannot be read: ${messageOf(error)}.`, 'Give the path of a shell script.');
  }
  if (script === '' || script.length > 1_000_000)
    throw usage(`The script ${solution} should hold 1 to 1000000 characters; it holds ${script.length}.`, 'Give another script.');
  const { seed } = options;
  if (typeof seed === 'string' && (seed === '' || seed.length > 64))
    throw usage(`--seed takes 1 to 64 characters; found ${seed.length}.`, 'Choose another one.');
  const answers: Record<string, string> = {};
  for (const line of Array.isArray(options['answer']) ? options['answer'] : []) {
    const at = line.indexOf('=');
    if (at < 1) throw usage(`--answer is written task=value; found "${line}".`, 'Example: --answer first-login=2026-01-05T08:00:00Z');
    if (line.length - at - 1 > 500) throw usage(`An --answer takes at most 500 characters; found ${line.length - at - 1}.`, 'Shorten it.');
    answers[line.slice(0, at)] = line.slice(at + 1);
  }
  const body = {
    lab,
    solution: script,
    reboot: options['reboot'] !== false,
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(typeof options['host'] === 'string' && { host: options['host'] }),
    ...(typeof seed === 'string' && { seed }),
  };
  const remote = await callServer<GradeReport>('POST', '/api/grade', body);
  if (remote) return tell(remote, format);
  const { withRunner } = await import('../main.ts');
  return withRunner({ quiet: true }, async (runner) => tell(await runner.attempts.gradeSolution(body), format));
}

function tell(report: GradeReport | null, format: Format): number {
  if (!report) throw new PostlabError({ code: 'no-server', message: 'No Postlab server is running here.', hint: 'Start it with "npm start".' });
  const print = { text: asText, json: (r: GradeReport) => JSON.stringify(r, null, 2), junit: asJunit }[format];
  console.log(print(report));
  return codes[report.outcome];
}

const mark = { pass: '✓', fail: '✗', error: '?' } as const;

export function asText(report: GradeReport): string {
  const lines = [
    `${report.lab}: ${report.outcome}, ${report.score.points} of ${report.score.max} points (seed ${report.seed}, ${(report.took / 1000).toFixed(1)} s)`,
  ];
  const section = (title: string, results: readonly ItemResult[]) => {
    lines.push('', title);
    for (const { id, kind, result } of results) {
      lines.push(`  ${mark[result.verdict]} ${id}${kind === 'invariant' ? ' (must stay true)' : ''}`);
      if (result.verdict === 'fail')
        lines.push(`      expected: ${result.expected.en}`, `      observed: ${result.observed.en}`, ...(result.hint ? [`      ${result.hint.en}`] : []));
      if (result.verdict === 'error') lines.push(`      could not look: ${result.cause}`);
    }
  };
  section('Checked', report.results);
  if (report.afterReboot) section('After a reboot of the hosts', report.afterReboot);
  return lines.join('\n');
}

/** JUnit XML as CI systems read it: a `failure` is the learner's, an `error` is ours. */
export function asJunit(report: GradeReport): string {
  const suites = [
    { name: report.lab, results: report.results },
    ...(report.afterReboot ? [{ name: `${report.lab} after reboot`, results: report.afterReboot }] : []),
  ];
  const cases = (results: readonly ItemResult[], suite: string) =>
    results.map(({ id, result, took }) => {
      const open = `    <testcase classname="${xml(suite)}" name="${xml(id)}" time="${(took / 1000).toFixed(3)}"`;
      if (result.verdict === 'pass') return `${open}/>`;
      if (result.verdict === 'fail')
        return `${open}>\n      <failure message="${xml(result.observed.en)}">expected: ${xml(result.expected.en)}</failure>\n    </testcase>`;
      return `${open}>\n      <error message="${xml(result.cause)}"/>\n    </testcase>`;
    });
  const body = suites.map(({ name, results }) => {
    const count = (verdict: string) => results.filter((r) => r.result.verdict === verdict).length;
    return [
      `  <testsuite name="${xml(name)}" tests="${results.length}" failures="${count('fail')}" errors="${count('error')}">`,
      ...cases(results, name),
      '  </testsuite>',
    ].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...body, '</testsuites>'].join('\n');
}

/** Control characters are not allowed in XML 1.0, even escaped; a hostile banner may hold them. */
function xml(text: string): string {
  const allowed = [...text].map((c) => ((c.codePointAt(0) ?? 0) < 32 && c !== '\n' && c !== '\t' ? '�' : c)).join('');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
