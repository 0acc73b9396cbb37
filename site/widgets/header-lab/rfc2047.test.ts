import { describe, expect, test } from 'vitest';
import { decodeWords, encodeWords } from './rfc2047.ts';

describe('the examples of RFC 2047 §8 (without the Hebrew one)', () => {
  test.each([
    ['=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>', 'Keith Moore <moore@cs.utk.edu>'],
    ['=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <keld@dkuug.dk>', 'Keld Jørn Simonsen <keld@dkuug.dk>'],
    ['=?ISO-8859-1?Q?Andr=E9?= Pirard <PIRARD@vm1.ulg.ac.be>', 'André Pirard <PIRARD@vm1.ulg.ac.be>'],
    [
      '=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=',
      'If you can read this you understand the example.',
    ],
    ['=?ISO-8859-1?Q?Olle_J=E4rnefors?= <ojarnef@admin.kth.se>', 'Olle Järnefors <ojarnef@admin.kth.se>'],
    ['=?ISO-8859-1?Q?Patrik_F=E4ltstr=F6m?= <paf@nada.kth.se>', 'Patrik Fältström <paf@nada.kth.se>'],
    ['(=?ISO-8859-1?Q?a?=)', '(a)'],
    ['(=?ISO-8859-1?Q?a?= b)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=)', '(ab)'],
    ['(=?ISO-8859-1?Q?a_b?=)', '(a b)'],
    ['(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)', '(a b)'],
  ])('%j', (field, text) => {
    expect(decodeWords(field).text).toBe(text);
    expect(decodeWords(field).parts.flatMap((part) => part.problems)).toEqual([]);
  });
});

test('the subjects of the lesson, as they were recorded', () => {
  expect(decodeWords('=?UTF-8?B?5Y2B5LiA5pyI5Y+R56Wo?=').text).toBe('十一月发票');
  expect(decodeWords('=?GB18030?B?yq7Su9TCt6LGsQ==?= 2026').text).toBe('十一月发票 2026');
  expect(decodeWords('=?gb2312?Q?=B7=A2=C6=B1?=').text).toBe('发票');
});

describe('says what is wrong, and shows what can be shown', () => {
  const problems = (value: string) => decodeWords(value).parts.map((part) => part.problems);
  test('a character cut between two words is put together and named', () => {
    // 发 is e5 8f 91.
    const cut = '=?UTF-8?Q?=E5=8F?= =?UTF-8?Q?=91?=';
    expect(decodeWords(cut).text).toBe('发');
    expect(problems(cut)).toEqual([['cut'], ['cut']]);
  });
  test.each([
    ['=?X-KLINGON?B?YQ==?=', ['charset']],
    ['=?UTF-8?B?!!!!?=', ['base64']],
    ['=?UTF-8?B?YQ?=', ['base64']],
    ['=?UTF-8?Q?a=G1?=', ['quoted']],
    ['=?UTF-8?Q?=FF?=', ['bytes']],
    ['发票', ['raw-8bit']],
    [`=?UTF-8?Q?${'a'.repeat(70)}?=`, ['too-long']],
  ] as const)('%s', (value, expected) => {
    expect(problems(value)).toEqual([expected]);
  });
  test.each([
    // 票 is C6 B1 in GBK; 珇 is AB 40: the second half of it alone is an ASCII @, which must not hide the cut.
    ['=?gb2312?Q?=B7=A2=C6?= =?gb2312?Q?=B1?=', '发票', [['cut'], ['cut']]],
    ['=?gbk?Q?=AB?= =?gbk?Q?=40x?=', new TextDecoder('gbk').decode(Uint8Array.of(0xab, 0x40, 0x78)), [['cut'], ['cut']]],
    ['=?utf-8?B?8J+Y?= =?utf-8?B?gPCf?=\r\n =?utf-8?B?mIE=?=', '😀😁', [['cut'], ['cut'], ['cut']]],
    // Another charset, text between, or octets that begin nothing: not put together.
    ['=?utf-8?Q?=E5=8F?= =?utf-16?Q?=91?=', '�\ufffd', [['bytes'], ['bytes']]],
    ['=?utf-8?Q?=E5=8F?= x =?utf-8?Q?=91?=', '� x �', [['bytes'], [], ['bytes']]],
    ['=?utf-8?Q?=FF?= =?utf-8?Q?a?=', '�a', [['bytes'], []]],
    ['=?utf-8?Q?发票?=', '发票', [['quoted']]],
    ['=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=', '日本', [[]]],
    ['=?iso-8859-8?b?7eXs+SDv4SDp7Oj08A==?= <x@y.example>', 'םולש ןב ילטפנ <x@y.example>', [[], []]],
    ['=?US-ASCII*EN?Q?Keith_Moore?=', 'Keith Moore', [[]]],
    ['=?cp936?B?t6LGsQ==?=', '发票', [[]]],
    ['a=?utf-8?q?b?=c', 'abc', [[], [], []]],
    ['=?UTF-8?Q?not one?=', '=?UTF-8?Q?not one?=', [['malformed']]],
    ['=?UTF-8?X?YQ==?=', '=?UTF-8?X?YQ==?=', [['malformed']]],
  ] as const)('%s', (value, text, expected) => {
    expect(decodeWords(value).text).toBe(text);
    expect(problems(value)).toEqual(expected);
  });
  test.each(['=?utf-8?b?4pi?= ', '=?utf-8?q?=E5=8F?= ', '=?', '=?utf-8?q?', ' '])('a hundred kilobytes of %j', { timeout: 60_000 }, (part) => {
    expect(decodeWords(part.repeat(100_000 / part.length)).parts.length).toBeGreaterThan(0);
  });
  test('what only looks like one stays text', () => {
    for (const text of ['=?UTF-8?X?YQ==?=', '=?UTF-8?B?Y Q==?=', '=?', '?=', '']) expect(decodeWords(text).text).toBe(text);
  });
});

test('encodes so that any length comes back, no word is too long and no character is cut', () => {
  for (const text of ['十一月发票', '十一月货款 8600 元，发票已开，请查收附件并尽快安排付款'.repeat(3), '𠮷野家😀', 'plain', '=?x']) {
    const words = encodeWords(text);
    for (const word of words) if (word !== text) expect(word.length).toBeLessThanOrEqual(75);
    const { parts, text: back } = decodeWords(words.join('\r\n '));
    expect(back).toBe(text);
    expect(parts.flatMap((part) => part.problems)).toEqual([]);
  }
  expect(encodeWords('十一月发票')).toEqual(['=?UTF-8?B?5Y2B5LiA5pyI5Y+R56Wo?=']);
});
