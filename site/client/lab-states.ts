import type { ProgressRow } from '../../lab-runner/contract/api.ts';
import { apiPath, ask } from './api.ts';

const words = {
  en: { solved: '✓ solved', checked: '◐ met once', begun: '○ begun' },
  'zh-cn': { solved: '✓ 已完成', checked: '◐ 已通过一次', begun: '○ 进行中' },
};

/** Writes on each lab card of the page how far this browser's learner is. Without a runner the cards stay as they are. */
export async function showLabStates(language: 'en' | 'zh-cn'): Promise<void> {
  const marks = document.querySelectorAll<HTMLElement>('[data-lab-state]');
  if (marks.length === 0) return;
  const reply = await ask<ProgressRow[]>(apiPath('progress'));
  if (reply.kind !== 'ok') return;
  const rows = new Map(reply.value.map((row) => [row.lab, row]));
  for (const mark of marks) {
    const row = rows.get(mark.dataset.labState ?? '');
    if (!row) continue;
    mark.textContent = row.provedAt ? words[language].solved : row.checkedAt ? words[language].checked : words[language].begun;
    mark.classList.toggle('met', row.provedAt !== null);
    mark.hidden = false;
  }
}
