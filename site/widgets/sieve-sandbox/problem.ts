import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What is wrong with a script, where, and what was expected. */
export class SieveProblem extends Error {
  readonly line: number;
  readonly text: LocalizedText;
  constructor(line: number, en: string, zh: string) {
    super(`line ${line}: ${en}`);
    this.line = line;
    this.text = { en, 'zh-cn': zh };
  }
}
