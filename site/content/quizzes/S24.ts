import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S24',
  questions: [
    {
      id: 'guessing',
      kind: 'numeric',
      prompt: {
        en: 'Somebody knows 60 % of the answers and guesses the rest among five options. What share will be right on average, in per cent?',
        'zh-cn': '有人知道 60 % 的答案，其余在五个选项里猜。平均答对百分之几？',
      },
      answer: 68,
      tolerance: 0.5,
      unit: { en: '%', 'zh-cn': '%' },
      why: { en: '0.6 + 0.4 × 1/5 = 0.68.', 'zh-cn': '0.6 + 0.4 × 1/5 = 0.68。' },
      traps: [
        { value: 60, why: { en: 'Guessing adds a fifth of what is not known.', 'zh-cn': '不知道的部分，猜也能对五分之一。' } },
        { value: 80, why: { en: 'Only the 40 % that are guessed are divided by five.', 'zh-cn': '只有靠猜的那 40 % 才除以五。' } },
      ],
    },
    {
      id: 'rasch-equal',
      kind: 'single',
      prompt: {
        en: 'In the Rasch model (no guessing) an item’s difficulty equals a person’s ability. What follows?',
        'zh-cn': '在 Rasch 模型里（不计猜测），一道题的难度正好等于一个人的能力。由此可知？',
      },
      options: [
        {
          id: 'sure',
          text: { en: 'The person solves it, since ability is enough', 'zh-cn': '能力够了，所以会答对' },
          why: { en: 'Ability is no threshold: at equality it is a coin toss.', 'zh-cn': '能力不是门槛，相等时就像抛硬币。' },
        },
        {
          id: 'half',
          text: { en: 'The odds are even', 'zh-cn': '对错各占一半' },
          why: { en: '1 / (1 + e⁰) = 1/2. And such an item tells most about the person.', 'zh-cn': '1 / (1 + e⁰) = 1/2。这样的题也最能说明这个人。' },
        },
        {
          id: 'useless',
          text: { en: 'The item tells nothing about this person', 'zh-cn': '这道题对这个人说明不了什么' },
          why: { en: 'The reverse: information P·(1 − P) has its maximum there.', 'zh-cn': '正相反：信息量 P·(1 − P) 在这里最大。' },
        },
        {
          id: 'average',
          text: { en: 'Half of all people solve it', 'zh-cn': '所有人里有一半能答对' },
          why: { en: 'Only of people with this very ability.', 'zh-cn': '只有能力恰好如此的人才是一半。' },
        },
      ],
      answer: 'half',
    },
    {
      id: 'open-interval',
      kind: 'single',
      prompt: {
        en: 'The mark is 70 %. The report expects 72 % of the bank, 95 % interval 63 to 80 %. What may you say?',
        'zh-cn': '合格线 70 %。报告预期 72 %，95 % 区间 63 % 到 80 %。可以怎么说？',
      },
      options: [
        {
          id: 'passed',
          text: { en: 'Passed: 72 is more than 70', 'zh-cn': '合格：72 大于 70' },
          why: { en: 'Another form of the same length may well say 68.', 'zh-cn': '换一份同样长的卷子，可能就是 68。' },
        },
        {
          id: 'more',
          text: { en: 'Not decided yet', 'zh-cn': '还没有定论' },
          why: { en: '70 lies within the interval. More items narrow it.', 'zh-cn': '70 在区间之内，多出题可以收窄。' },
        },
        {
          id: 'chance',
          text: { en: 'With 95 % certainty the person knows 72 %', 'zh-cn': '有 95 % 的把握，此人掌握 72 %' },
          why: { en: 'The 95 % belong to the interval, not to its middle.', 'zh-cn': '95 % 说的是区间，不是中间那个数。' },
        },
        {
          id: 'failed',
          text: { en: 'Failed, since the lower end is under 70', 'zh-cn': '不合格，因为下限低于 70' },
          why: { en: 'By the same right the upper end would pass.', 'zh-cn': '照这个道理，上限也能算合格。' },
        },
      ],
      answer: 'more',
    },
    {
      id: 'gates',
      kind: 'multiple',
      prompt: {
        en: 'Which faults make a practical task worth 0 in the blueprint, whatever else is right?',
        'zh-cn': '按蓝图，哪些错会让一个实操任务记 0 分，别处再对也没用？',
      },
      options: [
        {
          id: 'relay',
          text: { en: 'It relays for strangers', 'zh-cn': '替陌生人转发' },
          why: { en: 'Others are harmed within hours.', 'zh-cn': '几小时内就会殃及他人。' },
        },
        {
          id: 'banner',
          text: { en: 'The greeting shows the version', 'zh-cn': '问候语露出了版本号' },
          why: { en: 'A matter of taste; attackers try without asking.', 'zh-cn': '见仁见智；攻击者不看版本也照试。' },
        },
        {
          id: 'clear',
          text: { en: 'Passwords cross the network in clear text', 'zh-cn': '密码在网上明文传输' },
          why: { en: 'Whoever listens has the account.', 'zh-cn': '谁在听，账号就是谁的。' },
        },
        {
          id: 'lost',
          text: { en: 'A message answered with 250 is gone', 'zh-cn': '答复过 250 的信没了' },
          why: { en: 'The promise of RFC 5321 §6.1 is broken.', 'zh-cn': '违背了 RFC 5321 §6.1 的承诺。' },
        },
        {
          id: 'slow',
          text: { en: 'The task took longer than the others needed', 'zh-cn': '比别人用的时间长' },
          why: { en: 'Within the time it does not matter.', 'zh-cn': '没超时就无所谓。' },
        },
      ],
      answer: ['relay', 'clear', 'lost'],
    },
    {
      id: 'deciding-line',
      kind: 'hotspot',
      prompt: {
        en: 'A graded server. Which line decides that an examination must not let it pass?',
        'zh-cn': '一台评过分的服务器。哪一行决定了考试不能让它通过？',
      },
      lines: [
        {
          id: 'points',
          line: 'first-mta: not solved, 80 of 100 points',
          why: { en: 'A sum. With other weights it would be 95.', 'zh-cn': '只是总和，换一组权重就是 95。' },
        },
        { id: 'unknown', line: '✓ unknown-user', why: { en: 'This is met.', 'zh-cn': '这一项是通过的。' } },
        {
          id: 'observed',
          line: 'observed: the foreign recipient was accepted: 250 2.1.5 Ok',
          why: { en: 'A stranger’s mail for a stranger, accepted.', 'zh-cn': '陌生人寄给陌生人的信，收下了。' },
        },
        { id: 'outbound', line: '✓ outbound', why: { en: 'It can send: so it can be abused, too.', 'zh-cn': '发得出去，也就更能被滥用。' } },
      ],
      answer: 'observed',
    },
    {
      id: 'angoff',
      kind: 'numeric',
      prompt: {
        en: 'Modified Angoff. For three items the judges’ means are 0.9, 0.5 and 0.7. At what per cent does the mark lie?',
        'zh-cn': '改良 Angoff 法：三道题的评委均值是 0.9、0.5、0.7。合格线是百分之几？',
      },
      answer: 70,
      tolerance: 0.5,
      unit: { en: '%', 'zh-cn': '%' },
      why: { en: '(0.9 + 0.5 + 0.7) / 3 = 0.7: what somebody just good enough would score.', 'zh-cn': '(0.9 + 0.5 + 0.7) ÷ 3 = 0.7：刚好够格的人会得的分。' },
      traps: [
        { value: 50, why: { en: 'The hardest item does not set the mark.', 'zh-cn': '最难的题并不决定合格线。' } },
        { value: 31.5, why: { en: 'That is their product: the chance to solve all three.', 'zh-cn': '那是乘积：三题全对的概率。' } },
      ],
    },
    {
      id: 'face',
      kind: 'single',
      prompt: {
        en: 'A provider in China wants to compare candidates’ faces during an online examination. What does PIPL ask for, besides notice?',
        'zh-cn': '国内一家机构想在在线考试时比对考生的人脸。除了告知，《个人信息保护法》还要求什么？',
      },
      options: [
        {
          id: 'contract',
          text: { en: 'Nothing: whoever registers has accepted the terms of use', 'zh-cn': '不用别的，报名就等于接受了使用条款' },
          why: { en: 'A tick for everything at once is not separate consent.', 'zh-cn': '一次勾选全部条款，不是单独同意。' },
        },
        {
          id: 'separate',
          text: { en: 'Separate consent and a real need', 'zh-cn': '单独同意，并且确有必要' },
          why: { en: 'Biometric data is sensitive: Art. 28 and 29.', 'zh-cn': '生物识别信息是敏感个人信息：第二十八、二十九条。' },
        },
        {
          id: 'delete',
          text: { en: 'That pictures are deleted within 60 days', 'zh-cn': '照片 60 天内删除' },
          why: {
            en: '60 days are the mail records of the 2006 measures. Here: the shortest time necessary (Art. 19).',
            'zh-cn': '60 天是 2006 年办法里的邮件记录。这里是“实现处理目的所必要的最短时间”（第十九条）。',
          },
        },
        { id: 'court', text: { en: 'A licence from a court', 'zh-cn': '法院许可' }, why: { en: 'No such licence exists.', 'zh-cn': '没有这种许可。' } },
      ],
      answer: 'separate',
    },
    {
      id: 'noise',
      kind: 'single',
      prompt: {
        en: 'Your first form shows D2 as weakest: one of three right. What do you do first?',
        'zh-cn': '第一份卷子里 D2 最弱：三题对一题。先做什么？',
      },
      options: [
        {
          id: 'month',
          text: { en: 'Give the next month to D2', 'zh-cn': '下个月全部用来学 D2' },
          why: { en: 'On the word of three items.', 'zh-cn': '只凭三道题？' },
        },
        {
          id: 'second',
          text: { en: 'Sit a second form, and see whether it agrees', 'zh-cn': '再考一份，看是否一致' },
          why: { en: 'Three items have a standard error of about 0.8.', 'zh-cn': '三道题的标准误约 0.8。' },
        },
        {
          id: 'same',
          text: { en: 'Repeat this form until D2 is right', 'zh-cn': '重做这份卷子，直到 D2 全对' },
          why: { en: 'Then you know these three answers.', 'zh-cn': '那只会让你记住这三个答案。' },
        },
        {
          id: 'ignore',
          text: { en: 'Nothing: what cannot be measured exactly cannot be improved', 'zh-cn': '什么也不做：量不准的东西改进不了' },
          why: { en: 'It can be measured better: by more items.', 'zh-cn': '可以量得更准，多出几题就行。' },
        },
      ],
      answer: 'second',
    },
  ],
});
