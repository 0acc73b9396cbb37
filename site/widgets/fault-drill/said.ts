import type { ActionId } from './actions.ts';
import type { CaseId } from './cases.ts';

const files = import.meta.glob<string>('../../content/transcripts/S11/*/*.txt', { query: '?raw', import: 'default', eager: true });

/** What the system answered to a question while this fault was there; recorded by docs/runs/S11. */
export function said(id: CaseId, action: ActionId): string {
  const text = files[`../../content/transcripts/S11/${id}/${action}.txt`];
  if (text === undefined) throw new Error(`No transcript S11/${id}/${action}.txt: run docs/runs/S11/run.sh ${id}.`);
  return text.trim();
}
