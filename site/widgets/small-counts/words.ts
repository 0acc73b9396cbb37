import type { NumberField } from '../shared/numbers.ts';
import type { Leak } from './model.ts';

export const fields = [
  { id: 'k' as const, label: { en: 'Shown from', 'zh-cn': '满几份才显示' }, unit: { en: 'answers', 'zh-cn': '份' }, initial: 1, min: 1, max: 50, whole: true },
  {
    id: 'step' as const,
    label: { en: 'Then renewed every', 'zh-cn': '之后每隔几份更新' },
    unit: { en: 'answers', 'zh-cn': '份' },
    initial: 1,
    min: 1,
    max: 50,
    whole: true,
  },
  {
    id: 'readers' as const,
    label: { en: 'Readers who could have answered', 'zh-cn': '本可作答的读者' },
    unit: { en: '', 'zh-cn': '人' },
    initial: 60,
    min: 1,
    max: 1_000_000,
    whole: true,
  },
] satisfies readonly NumberField[];

export const initialAnswers = '4 5 4 3 5 1 4 5 5 4 4 2';

export const words = {
  en: {
    answers: 'Ratings from 1 to 5, in the order in which they came',
    add: 'One more answer:',
    clear: 'Take the last away',
    problem: (typed: string) =>
      typed.trim() === ''
        ? 'Expected ratings such as 4 5 3, found nothing.'
        : 'Expected digits from 1 to 5, at most 200 of them, found something else. Spaces and commas are free.',
    look: (n: number, of: number) => `Somebody looks after answer ${n} of ${of}`,
    hidden: (k: number) => `Nothing is shown: fewer than ${k}. Not even the number.`,
    shown: (n: number, real: number) => (n === real ? `Shown: all ${n} answers` : `Shown: the first ${n} of ${real} answers`),
    rating: 'Rating',
    count: 'Answers',
    leaks: 'What a watcher learns who looks after every answer, and knows who answered when',
    none: '✓ Nothing about any single answer.',
    kinds: {
      alone: (l: Leak) => `The first answer is shown alone: it was ${l.rating}.`,
      same: (l: Leak) => `All answers shown are ${l.rating}: so everybody’s is known, whatever k is.`,
      difference: (l: Leak) => `Two pictures differ by answer ${l.answer}: it was ${l.rating}.`,
    },
    numbers: 'What the shown numbers say about all readers',
    mean: 'Mean',
    interval: '95 % interval, chance alone',
    noInterval: 'no interval: the formula needs answers that differ',
    satisfied: 'Rated 4 or 5',
    wilson: '95 % (Wilson)',
    silent: 'Mean of all readers, whatever the silent think',
    responded: (n: number, readers: number, share: string) => `${n} of ${readers} have answered, ${share} %.`,
    tooMany: 'More answers than readers: correct the number of readers.',
    broken: 'Correct the fields above; the picture waits.',
    to: 'to',
    nothing: 'Nothing to compute yet.',
  },
  'zh-cn': {
    answers: '评分 1 到 5，按提交的先后',
    add: '再来一份：',
    clear: '去掉最后一份',
    problem: (typed: string) =>
      typed.trim() === '' ? '这里要填评分，例如 4 5 3，现在是空的。' : '这里只能填 1 到 5 的数字，最多 200 个；空格和逗号随意。现在有别的内容。',
    look: (n: number, of: number) => `第 ${n} 份之后有人来看（共 ${of} 份）`,
    hidden: (k: number) => `什么都不显示：不足 ${k} 份，连份数也不说。`,
    shown: (n: number, real: number) => (n === real ? `显示全部 ${n} 份` : `显示 ${real} 份中的前 ${n} 份`),
    rating: '评分',
    count: '份数',
    leaks: '每份之后都来看、又知道谁在何时提交的人，能得知什么',
    none: '✓ 哪一份是什么评分，一份也看不出来。',
    kinds: {
      alone: (l: Leak) => `第一份单独显示：它是 ${l.rating}。`,
      same: (l: Leak) => `显示的全是 ${l.rating}：于是人人都知道每个人的评分，k 再大也没用。`,
      difference: (l: Leak) => `前后两次相差的就是第 ${l.answer} 份：它是 ${l.rating}。`,
    },
    numbers: '显示的数字对全体读者说明了什么',
    mean: '平均',
    interval: '95 % 区间，只含偶然性',
    noInterval: '没有区间：公式要有不同的评分才能算',
    satisfied: '给 4 或 5 的',
    wilson: '95 %（Wilson）',
    silent: '全体读者的平均，不论沉默者怎么想',
    responded: (n: number, readers: number, share: string) => `${readers} 人中有 ${n} 人作答，${share} %。`,
    tooMany: '作答的比读者还多：请改正读者人数。',
    broken: '请先改正上面的输入，再看图。',
    to: '至',
    nothing: '还没有可以计算的内容。',
  },
} as const;
