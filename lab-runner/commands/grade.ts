import { readFileSync } from 'node:fs';
import type { GradeReport } from '../contract/api.ts';
import type { ItemResult } from '../contract/attempt.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { asJunit } from '../grading/junit.ts';
import { callServer } from './running-server.ts';
import { writeOut } from './write-out.ts';

const formats = ['text', 'json', 'junit'] as const;
type Format = (typeof formats)[number];

const codes = { solved: 0, 'not solved': 1, 'could not check': 2 } as const;

/** `postlab grade`: talks to the running server if there is one, else runs its own labs for as long as it takes. */
export async function grade(lab: string | undefined, options: Record<string, string | boolean | string[] | undefined>): Promise<number> {
  const format = formats.find((f) => f === options['format']);
  const output = typeof options['output'] === 'string' ? options['output'] : undefined;
  const usage = (message: string, hint: string) => new PostlabError({ code: 'wrong-usage', status: 400, message, hint });
  if (typeof options['class'] === 'string') {
    const beside = ['solution', 'attempt', 'host', 'seed'].filter((name) => options[name] !== undefined).map((name) => `--${name}`);
    if (beside.length > 0)
      throw usage(`--class tells the grades of a class and goes with a lab at most; found ${beside.join(', ')} beside it.`, 'Leave out one or the other.');
    const { gradeClass } = await import('./grade-class.ts');
    return gradeClass(options['class'], lab, { format: String(options['format']), ...(output !== undefined && { output }) });
  }
  if (!format) throw usage(`--format is text, json or junit; found "${String(options['format'])}".`, 'Choose one of these.');
  const { solution, attempt } = options;
  if (typeof attempt === 'string') {
    const beside = ['solution', 'host', 'seed'].filter((name) => options[name] !== undefined).map((name) => `--${name}`);
    if (lab || beside.length > 0)
      throw usage(
        `--attempt grades what is running and goes alone; found ${[lab && `the lab "${lab}"`, ...beside].filter(Boolean).join(', ')} beside it.`,
        'Leave out one or the other.',
      );
    return tell(
      await callServer<GradeReport>('POST', '/api/grade', { attempt }, 'An attempt belongs to a running server; start it with "npm start".'),
      format,
      output,
    );
  }
  if (!lab || typeof solution !== 'string')
    throw usage('Expected a lab and --solution <script>, or --attempt <id>, or --class <class>.', 'Example: npx postlab grade first-mta --solution my.sh');
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
  if (remote) return tell(remote, format, output);
  const { withRunner } = await import('../main.ts');
  return withRunner({ quiet: true }, async (runner) => tell(await runner.attempts.gradeSolution(body), format, output));
}

function tell(report: GradeReport | null, format: Format, output: string | undefined): number {
  if (!report) throw new PostlabError({ code: 'no-server', message: 'No Postlab server is running here.', hint: 'Start it with "npm start".' });
  const print = { text: asText, json: (r: GradeReport) => JSON.stringify(r, null, 2), junit: asJunit }[format];
  writeOut(`${print(report)}\n`, output);
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
