import type { Lab } from '../catalogue/catalogue.ts';
import { PostlabError } from '../errors.ts';

/** Where a solution script leaves what a learner would type into the form: `task=value`, one a line. */
export const answersFile = '/root/answers';
const longest = 500;

/**
 * `task=value` lines → answers by task. Throws PostlabError `wrong-answer-line` (400) for a line without `=`, a task that the lab does not
 * have or that takes no answer, or a value of more than 500 characters.
 */
export function parseAnswers(lab: Lab, lines: readonly string[]): Record<string, string> {
  const tasks = lab.definition.tasks.filter((t) => t.proof === 'answer').map((t) => t.id);
  const out: Record<string, string> = {};
  for (const line of lines.map((l) => l.trim()).filter(Boolean)) {
    const at = line.indexOf('=');
    const task = line.slice(0, Math.max(0, at)).trim();
    const value = line.slice(at + 1).trim();
    const problem =
      at < 1
        ? `an answer is written task=value, found "${line.slice(0, 80)}"`
        : !tasks.includes(task)
          ? `the lab "${lab.slug}" takes answers for ${tasks.join(', ') || 'no task'}, found one for "${task.slice(0, 80)}"`
          : value.length > longest
            ? `an answer has at most ${longest} characters, the one for "${task}" has ${value.length}`
            : '';
    if (problem)
      throw new PostlabError({
        code: 'wrong-answer-line',
        status: 400,
        message: `Not understood: ${problem}.`,
        hint: 'Example: --answer first-login=2026-01-05T08:00:00Z',
      });
    out[task] = value;
  }
  return out;
}
