import type { WrongFixture } from '../catalogue/catalogue.ts';
import type { ItemResult, Submission } from '../contract/attempt.ts';
import type { CheckResult } from '../contract/check.ts';

/** What is wrong with one submission of the gate; empty when it is as it must be. Pure. */
export type Complaints = string[];

/** Nothing touched: every task fails (never passes, never errors), every invariant holds. */
export function judgeStart(submission: Submission): Complaints {
  return submission.results.flatMap((item) => {
    const wanted = item.kind === 'task' ? 'fail' : 'pass';
    return item.result.verdict === wanted ? [] : [`in the start state the ${item.kind} "${item.id}" should ${wanted}, it is ${say(item.result)}`];
  });
}

/** `when`: hosts stopped, or stand-ins in their place. No task is met, so nothing is scored; and we could look. */
export function judgeWorthless(submission: Submission, when: string): Complaints {
  const item = (id: string) => submission.results.find((r) => r.id === id);
  return (submission.score?.tasks ?? [])
    .filter((task) => task.verdict !== 'fail')
    .map((task) => {
      const own = item(task.id);
      return `${when} the task "${task.id}" should fail, it is ${task.verdict === 'error' ? 'error' : 'met'}: ${own ? say(own.result) : 'no result'}`;
    });
}

export function judgeSolution(submission: Submission, when: string): Complaints {
  const open = submission.results.filter((item) => item.result.verdict !== 'pass').map((item) => `${when} "${item.id}" should pass, it is ${say(item.result)}`);
  // An `event` task that was done before the reboot stays met, whatever is seen after it.
  if (submission.score?.solved && submission.score.points === submission.score.max) return [];
  return open.length > 0 ? open : [`${when} the score should be full, it is ${submission.score?.points} of ${submission.score?.max}`];
}

/** The task the shortcut names fails, with the words it promises. */
export function judgeWrong(submission: Pick<Submission, 'results' | 'score'>, fixture: WrongFixture): Complaints {
  const score = submission.score?.tasks.find((t) => t.id === fixture.fails);
  if (score?.verdict !== 'fail') {
    const item = submission.results.find((r) => r.id === fixture.fails);
    return [`the shortcut should fail the task "${fixture.fails}", that is ${item ? say(item.result) : 'missing'}`];
  }
  const said = [fixture.fails, ...score.brokenInvariants].map((id) => english(submission.results.find((r) => r.id === id))).join(' / ');
  return said.includes(fixture.because) ? [] : [`the task "${fixture.fails}" fails, but its message should say "${fixture.because}"; it says: ${said}`];
}

function english(item: ItemResult | undefined): string {
  return item?.result.verdict === 'fail' ? [item.result.expected.en, item.result.observed.en, item.result.hint?.en ?? ''].join(' · ') : '';
}

function say(result: CheckResult): string {
  switch (result.verdict) {
    case 'pass':
      return 'pass';
    case 'fail':
      return `fail: expected ${result.expected.en}; observed ${result.observed.en}`;
    case 'error':
      return `error: ${result.cause}`;
  }
}
