import type { ObjectionRow } from '../contract/api.ts';
import type { LocalizedText } from '../contract/text.ts';
import type { AttemptStore } from './attempt-store.ts';

/** Most notes an instructor is shown at once. */
const most = 100;

/** "This check is wrong": each note beside what the check had found when it was written. */
export async function objectionRows(store: Pick<AttemptStore, 'objections' | 'submission' | 'ownerName'>): Promise<ObjectionRow[]> {
  const rows = await store.objections(most);
  return Promise.all(
    rows.map(async ({ id, at, learner, lab, task, note, submission }): Promise<ObjectionRow> => {
      const found = submission ? await store.submission(submission) : null;
      return { id, at, owner: await store.ownerName(learner), lab, task, note, result: found?.results.find((r) => r.id === task) ?? null };
    }),
  );
}

/** What a learner reads whose machines were stopped from the instructor's page. */
export const stoppedByInstructor: LocalizedText = {
  en: 'Your instructor put your machines to sleep. Nothing is lost: wake them to go on.',
  'zh-cn': '教师让你的机器休眠了。什么都没丢，唤醒后即可继续。',
};
