import { describe, expect, it } from 'vitest';
import { type Dialogue, dialogue } from '../contract/check.ts';
import { inLanguage } from '../contract/text.ts';
import { DialogueLog, decoded, printable } from './dialogue.ts';

function recorder() {
  const dialogues: Dialogue[] = [];
  const log = new DialogueLog(dialogues);
  return { dialogues, log, recorder: log.begin({ protocol: 'smtp', from: '203.0.113.25', to: 'mx:25' }) };
}

describe('Recorder', () => {
  it('keeps lines that the contract accepts, marks the deciding one, masks secrets in every form', () => {
    const { dialogues, recorder: r } = recorder();
    r.hide('geheim99');
    r.sent('PASS geheim99');
    r.received(`echo ${Buffer.from('geheim99').toString('base64')} \x1b[31m`);
    r.fact('x'.repeat(2000)).decide();
    expect(dialogue.parse(dialogues[0])).toEqual(dialogues[0]);
    expect(dialogues[0]?.lines.map((l) => inLanguage(l.text, 'en').slice(0, 30))).toEqual(['PASS ••••••', 'echo •••••• \\x1b[31m', 'x'.repeat(30)]);
    expect(dialogues[0]?.lines[2]?.text).toHaveLength(501 + ' (2000 characters)'.length);
    expect(dialogues[0]?.lines.map((l) => l.deciding)).toEqual([undefined, undefined, true]);
  });

  it('keeps our own words in both languages, secrets masked in each', () => {
    const { dialogues, recorder: r } = recorder();
    r.hide('geheim99');
    r.note({ en: 'no reply to "PASS geheim99"', 'zh-cn': '没有回应“PASS geheim99”' });
    expect(dialogues[0]?.lines[0]?.text).toEqual({ en: 'no reply to "PASS ••••••"', 'zh-cn': '没有回应“PASS ••••••”' });
  });

  it('stops at three hundred lines, but never leaves the deciding one out', () => {
    const { dialogues, recorder: r } = recorder();
    for (let i = 0; i < 1000; i++) r.received(`line ${i}`);
    r.received('550 no').decide();
    const lines = dialogues[0]?.lines ?? [];
    expect(lines).toHaveLength(302);
    expect(lines[300]?.text).toEqual({ en: '… 701 more lines', 'zh-cn': '…… 还有 701 行' });
    expect(lines[301]).toMatchObject({ text: '550 no', deciding: true });
  });
});

describe('DialogueLog', () => {
  it('forgets the dialogues of one look, and of no other that runs at the same time', async () => {
    const { dialogues, log } = recorder();
    const [a] = await Promise.all([
      log.tentative(async () => {
        await Promise.resolve();
        log.begin({ protocol: 'dns', from: '', to: 'a' });
      }),
      log.tentative(async () => {
        await Promise.resolve();
        log.begin({ protocol: 'dns', from: '', to: 'b' });
      }),
    ]);
    a.forget();
    expect(dialogues.map((d) => d.to)).toEqual(['mx:25', 'b']);
  });
});

describe('text', () => {
  it('decodes UTF-8, else Latin-1, and shows control and direction characters', () => {
    expect(decoded(Buffer.from('grüß 你好'))).toBe('grüß 你好');
    expect(decoded(Buffer.from([0x67, 0xfc]))).toBe('gü');
    expect(printable('a\tb\0\u202e\x7f')).toBe('a\tb\\x00\\u202e\\x7f');
  });
});
