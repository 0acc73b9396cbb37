import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S25',
  questions: [
    {
      id: 'growth',
      kind: 'numeric',
      prompt: {
        en: 'A claim: “The number doubles in six years.” What growth a year does it imply, in percent?',
        'zh-cn': '某说法：“六年翻一番。”它隐含的年增长率是百分之多少？',
      },
      answer: 12.2,
      tolerance: 0.3,
      unit: { en: '%', 'zh-cn': '%' },
      why: { en: '2^(1/6) − 1 = 12.2 %: growth is multiplied, not added.', 'zh-cn': '2^(1/6) − 1 = 12.2 %：增长是相乘，不是相加。' },
      traps: [
        {
          value: 16.7,
          why: {
            en: '100 / 6 adds: at 16.7 % a year it would be 2.5 times as much after six years.',
            'zh-cn': '100 / 6 是相加：每年 16.7 %，六年后是 2.5 倍。',
          },
        },
        { value: 33.3, why: { en: '2 / 6 is no growth rate.', 'zh-cn': '2 / 6 不是增长率。' } },
      ],
    },
    {
      id: 'usable',
      kind: 'single',
      prompt: { en: 'Which of these claims could turn out wrong?', 'zh-cn': '下面哪个说法有可能被证明是错的？' },
      options: [
        {
          id: 'steady',
          text: { en: '“The market is expected to go on developing steadily”', 'zh-cn': '“市场预计将继续稳步发展”' },
          why: { en: 'What, where, how much, until when?', 'zh-cn': '什么、在哪里、多少、到何时？' },
        },
        {
          id: 'share',
          text: { en: '“In May 2028 at least 70 of our 100 domains have an MX in a cloud”', 'zh-cn': '“2028 年 5 月，我们那 100 个域至少 70 个的 MX 在云端”' },
          why: { en: 'A day, a list, a count.', 'zh-cn': '有日期，有名单，有计数。' },
        },
        {
          id: 'potential',
          text: {
            en: '“Artificial intelligence has the potential to change mail fundamentally, and experts agree”',
            'zh-cn': '“人工智能有潜力从根本上改变邮件，专家们对此看法一致”',
          },
          why: { en: 'Potential is never refuted, and the experts have no names.', 'zh-cn': '“潜力”永远驳不倒，专家也没有名字。' },
        },
        {
          id: 'may',
          text: {
            en: '“Demand may rise, fall, or stay, depending on the economy and on further factors”',
            'zh-cn': '“需求可能上升、下降或不变，取决于经济及其他因素”',
          },
          why: { en: 'True whatever happens.', 'zh-cn': '发生什么它都是真的。' },
        },
      ],
      answer: 'share',
    },
    {
      id: 'survivor',
      kind: 'single',
      prompt: {
        en: 'All five speakers at a conference run their own mail and are content. What may you conclude about companies that run their own?',
        'zh-cn': '会议上五位演讲者都自建邮件，都很满意。关于自建邮件的公司，你能得出什么？',
      },
      options: [
        {
          id: 'most',
          text: { en: 'That most of them are content, as five of five is far more than chance', 'zh-cn': '多数都满意，因为五个里有五个，远超巧合' },
          why: { en: 'Chance is not the fault here: who fails gives no talk.', 'zh-cn': '毛病不在巧合：失败的人不会上台。' },
        },
        {
          id: 'exists',
          text: { en: 'That there are some who are content', 'zh-cn': '存在一些满意的' },
          why: { en: 'Survivorship: the others are not in the room.', 'zh-cn': '幸存者偏差：其余的不在会场。' },
        },
        {
          id: 'cheaper',
          text: { en: 'That it is cheaper than a cloud for a company of their size', 'zh-cn': '对他们那样规模的公司，自建比云便宜' },
          why: { en: 'Content people have not necessarily counted.', 'zh-cn': '满意的人不一定算过账。' },
        },
        {
          id: 'none',
          text: { en: 'That the talks were paid for', 'zh-cn': '演讲是收了钱的' },
          why: { en: 'Possible; it does not follow.', 'zh-cn': '可能，但推不出来。' },
        },
      ],
      answer: 'exists',
    },
    {
      id: 'sample',
      kind: 'numeric',
      prompt: {
        en: 'Of 400 domains drawn at random 200 have an MX at a cloud provider. How wide is the 95 % interval to each side, in percentage points?',
        'zh-cn': '随机抽取的 400 个域中，200 个的 MX 在云服务商。95 % 区间向每侧有几个百分点？',
      },
      answer: 4.9,
      tolerance: 0.2,
      unit: { en: 'points', 'zh-cn': '个百分点' },
      why: { en: '1.96 × √(0.5 × 0.5 / 400) = 0.049.', 'zh-cn': '1.96 × √(0.5 × 0.5 / 400) = 0.049。' },
      traps: [
        { value: 2.5, why: { en: 'That is one standard error; 95 % need 1.96 of them.', 'zh-cn': '那是一个标准误；95 % 要乘 1.96。' } },
        {
          value: 0.1,
          why: { en: 'The error falls with the root of the number, not with the number.', 'zh-cn': '误差随样本数的平方根下降，不是随样本数下降。' },
        },
      ],
    },
    {
      id: 'two-projections',
      kind: 'single',
      prompt: {
        en: 'One statistics office projects +5.4 % for system administrators in 2020–2030 and −3 % in 2023–2033. What do you make of it?',
        'zh-cn': '同一统计机构对系统管理员的预测：2020—2030 年 +5.4 %，2023—2033 年 −3 %。你怎么看？',
      },
      options: [
        {
          id: 'average',
          text: { en: 'The truth is the mean, +1.2 %, as errors cancel', 'zh-cn': '真值是平均数 +1.2 %，因为误差会抵消' },
          why: { en: 'The later one knows more; and both may err in the same direction.', 'zh-cn': '后一次知道得更多；而且两次可能偏向同一边。' },
        },
        {
          id: 'useless',
          text: { en: 'Such offices know nothing, so a vendor’s forecast is as good', 'zh-cn': '这类机构什么也不懂，所以厂商的预测也一样好' },
          why: {
            en: 'They publish method and past errors, which lets you correct them. The vendor does not.',
            'zh-cn': '它们公开方法和过去的误差，可以据此修正。厂商不会。',
          },
        },
        {
          id: 'flat',
          text: { en: 'Roughly flat, with an uncertainty of several points', 'zh-cn': '大致持平，有几个百分点的不确定' },
          why: { en: 'The difference between the two shows how large the error is at least.', 'zh-cn': '两次之差说明误差至少有多大。' },
        },
        {
          id: 'no-jobs',
          text: { en: 'Nobody will be hired in this occupation until 2033', 'zh-cn': '到 2033 年这个职业不会再招人' },
          why: { en: 'Openings come from leaving as well as from growth.', 'zh-cn': '空缺也来自有人离开，不只来自增长。' },
        },
      ],
      answer: 'flat',
    },
    {
      id: 'tornado',
      kind: 'single',
      prompt: {
        en: 'In the tornado chart the bar “change of the cloud share” is by far the longest. What follows?',
        'zh-cn': '敏感性图里，“云端占比的变化”那根条远远最长。由此得出什么？',
      },
      options: [
        {
          id: 'likely',
          text: { en: 'That the cloud share will very probably change', 'zh-cn': '云端占比很可能会变化' },
          why: { en: 'A bar is no probability.', 'zh-cn': '条的长度不是概率。' },
        },
        {
          id: 'learn',
          text: { en: 'That it is worth most to learn more about it', 'zh-cn': '最值得多了解的就是它' },
          why: { en: 'The result hangs on it most, within the limits that you gave.', 'zh-cn': '在你给的界限内，结果最取决于它。' },
        },
        {
          id: 'drop',
          text: { en: 'That the other assumptions may be left out of the calculation altogether', 'zh-cn': '其余假设可以从计算中全部删去' },
          why: { en: 'Many short bars together may be longer than the long one.', 'zh-cn': '许多短条加起来可能比最长的还长。' },
        },
        {
          id: 'cause',
          text: { en: 'That it causes the other assumptions', 'zh-cn': '它是其他假设的原因' },
          why: { en: 'The chart changes one at a time and knows no causes.', 'zh-cn': '图每次只动一个，不反映因果。' },
        },
      ],
      answer: 'learn',
    },
    {
      id: 'growth-work',
      kind: 'multiple',
      prompt: {
        en: 'Mailboxes grow by 2 % a year. Which of these can nevertheless make the number of mail administrators fall?',
        'zh-cn': '邮箱数每年增长 2 %。下面哪些仍可能使邮件管理员的人数下降？',
      },
      options: [
        {
          id: 'shift',
          text: { en: 'Mailboxes move to where one person looks after more of them', 'zh-cn': '邮箱搬到一个人能管更多的地方' },
          why: { en: 'Fewer people a mailbox.', 'zh-cn': '每个邮箱需要的人少了。' },
        },
        {
          id: 'tools',
          text: { en: 'Provisioning becomes automatic', 'zh-cn': '开户变成自动的' },
          why: { en: 'More mailboxes a person, in the house as well.', 'zh-cn': '自建的也一样，一个人能管更多。' },
        },
        {
          id: 'price',
          text: { en: 'Cloud prices rise', 'zh-cn': '云端涨价' },
          why: { en: 'More money spent; rather more mail comes back into the house.', 'zh-cn': '花的钱更多；反而会有更多邮箱搬回来。' },
        },
        {
          id: 'law',
          text: { en: 'A new law asks for records of each access', 'zh-cn': '新法要求记录每次访问' },
          why: { en: 'That is additional work.', 'zh-cn': '那是新增的工作。' },
        },
      ],
      answer: ['shift', 'tools'],
    },
  ],
});
