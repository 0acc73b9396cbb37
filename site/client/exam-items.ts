import type { Language } from '../../lab-runner/contract/text.ts';
import type { BankItem } from '../widgets/practice-exam/bank.ts';

/** The bank of the practice examination, a file of the site; null when it cannot be had now. */
export async function examItems(language: Language): Promise<BankItem[] | null> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL.replace(/\/?$/, '/')}practice-exam/${language}.json`);
    return response.ok ? ((await response.json()) as BankItem[]) : null;
  } catch {
    // No network, or the server has stopped: the page says that it can be tried again.
    return null;
  }
}
