import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S28',
  questions: [
    {
      id: 'what-is-missing',
      kind: 'single',
      prompt: {
        en: '“Mean 4.7 of 5.” Which single further number changes most what this can mean?',
        'zh-cn': '“平均 4.7 分（满分 5 分）。”再给一个数，哪一个最能改变它的含义？',
      },
      options: [
        {
          id: 'deviation',
          text: { en: 'The standard deviation to two decimals', 'zh-cn': '精确到两位小数的标准差' },
          why: { en: 'Near the top of the scale it must be small anyway.', 'zh-cn': '靠近量表顶端，它本来就小。' },
        },
        {
          id: 'share',
          text: { en: 'Answers, of how many readers', 'zh-cn': '多少读者里有多少份' },
          why: { en: '9 of 10 or 9 of 300: two different worlds.', 'zh-cn': '10 人里 9 份，还是 300 人里 9 份，是两回事。' },
        },
        {
          id: 'year',
          text: { en: 'The mean of the year before', 'zh-cn': '上一年的平均分' },
          why: { en: 'It would have the same gap, twice.', 'zh-cn': '同样的缺口再来一遍。' },
        },
        { id: 'median', text: { en: 'The median', 'zh-cn': '中位数' }, why: { en: 'It describes the same nine answers.', 'zh-cn': '它描述的还是那九份。' } },
      ],
      answer: 'share',
    },
    {
      id: 'interval',
      kind: 'numeric',
      prompt: {
        en: '16 answers, standard deviation 0.8, t = 2.131. How wide is the 95 % interval to *each* side of the mean?',
        'zh-cn': '16 份，标准差 0.8，t = 2.131。95 % 区间在平均数*每一侧*有多宽？',
      },
      answer: 0.43,
      tolerance: 0.01,
      unit: { en: '', 'zh-cn': '' },
      why: { en: '2.131 × 0.8 / √16 = 0.426.', 'zh-cn': '2.131 × 0.8 / √16 = 0.426。' },
      traps: [
        { value: 0.11, why: { en: 'Divide by the root of 16, which is 4, not by 16.', 'zh-cn': '要除以 16 的平方根 4，不是除以 16。' } },
        {
          value: 1.7,
          why: { en: 'That is t · s, the spread of single answers; a mean is divided by √n.', 'zh-cn': '那是 t · s，单份的散布；平均数还要除以 √n。' },
        },
        { value: 0.85, why: { en: 'That is the whole width: asked is one side.', 'zh-cn': '那是总宽度，问的是一侧。' } },
      ],
    },
    {
      id: 'sixth',
      kind: 'hotspot',
      prompt: {
        en: 'You look at the numbers after each answer. Which line gives away what one person rated?',
        'zh-cn': '你在每份之后都来看。哪一行泄露了某个人的评分？',
      },
      lines: [
        { id: 'four', line: '10:02  {"fewest":5,"counts":null}', why: { en: 'Under the threshold: not even how many.', 'zh-cn': '门槛之下，连几份都不说。' } },
        {
          id: 'five',
          line: '10:09  {"answers":5,"ratings":[0,0,1,2,2]}',
          why: { en: 'Five at once: nobody can be told from the others.', 'zh-cn': '一下出来五份，分不出谁是谁。' },
        },
        {
          id: 'same',
          line: '10:15  {"answers":5,"ratings":[0,0,1,2,2]}',
          why: { en: 'Nothing has changed, so nothing is learnt.', 'zh-cn': '没有变化，也就得不到什么。' },
        },
        {
          id: 'six',
          line: '10:21  {"answers":6,"ratings":[1,0,1,2,2]}',
          why: { en: 'Minus the line before: this one answer was 1.', 'zh-cn': '减去上一行：这一份是 1。' },
        },
      ],
      answer: 'six',
    },
    {
      id: 'pseudonym',
      kind: 'single',
      prompt: {
        en: 'A survey stores, in place of the name, a hash of the employee number (six digits). Is that anonymous?',
        'zh-cn': '一份问卷不存姓名，存工号（六位数字）的哈希。这算匿名吗？',
      },
      options: [
        {
          id: 'yes',
          text: { en: 'Yes: a hash cannot be turned back', 'zh-cn': '算，哈希不可逆' },
          why: { en: 'Nobody turns it back; one computes all million and compares.', 'zh-cn': '不用逆推，把一百万个工号全算一遍再比就行。' },
        },
        {
          id: 'no',
          text: { en: 'No: it is a pseudonym', 'zh-cn': '不算，是去标识化' },
          why: { en: 'A million numbers are hashed in a second; the list of employees does the rest.', 'zh-cn': '一百万个数一秒就算完，再对上员工名单。' },
        },
        {
          id: 'internal',
          text: { en: 'Yes, as long as the list of employees stays within the company', 'zh-cn': '只要员工名单不出公司就算' },
          why: { en: 'The company is just who must not know.', 'zh-cn': '不该知道的正是公司。' },
        },
        {
          id: 'salt',
          text: { en: 'Yes, if the same secret salt is added for all', 'zh-cn': '所有人加上同一个秘密盐值就算' },
          why: {
            en: 'Whoever has the salt leads back: GDPR Art. 4(5) calls that pseudonymisation.',
            'zh-cn': '有盐的人就能找回：GDPR 第 4 条第 5 款称之为去标识化（假名化）。',
          },
        },
      ],
      answer: 'no',
    },
    {
      id: 'bounds',
      kind: 'numeric',
      prompt: {
        en: 'A scale from 1 to 5. 20 of 80 readers answer, mean 4.5. What is the lowest mean that all 80 may have?',
        'zh-cn': '量表 1 到 5。80 位读者中 20 位回答，平均 4.5。全部 80 人的平均最低可能是多少？',
      },
      answer: 1.875,
      tolerance: 0.02,
      unit: { en: '', 'zh-cn': '' },
      why: { en: '(20 × 4.5 + 60 × 1) / 80 = 150 / 80.', 'zh-cn': '(20 × 4.5 + 60 × 1) ÷ 80 = 150 ÷ 80。' },
      traps: [
        { value: 1.125, why: { en: 'The silent rate at least 1, not 0.', 'zh-cn': '沉默者最低也是 1，不是 0。' } },
        { value: 4.5, why: { en: 'That supposes that the silent think as the others do.', 'zh-cn': '那等于假定沉默者和别人想法一样。' } },
      ],
    },
    {
      id: 'kept',
      kind: 'multiple',
      prompt: {
        en: 'What does this course’s form keep with an answer?',
        'zh-cn': '本课程的表单会随一份反馈保存什么？',
      },
      options: [
        { id: 'day', text: { en: 'The day', 'zh-cn': '日期' }, why: { en: 'Needed for deleting after 180 days.', 'zh-cn': '180 天后删除要用。' } },
        {
          id: 'cookie',
          text: { en: 'The cookie, hashed', 'zh-cn': 'Cookie 的哈希' },
          why: { en: 'The request is sent without it.', 'zh-cn': '请求不带 Cookie。' },
        },
        {
          id: 'language',
          text: { en: 'The language of the lesson', 'zh-cn': '这一课的语言' },
          why: { en: 'So that an unclear sentence is looked for in the right text.', 'zh-cn': '好知道该去哪个语言的文字里找没讲清的句子。' },
        },
        {
          id: 'text',
          text: { en: 'The text, readable for the instructor', 'zh-cn': '文字，教师看得到' },
          why: { en: 'From the first answer on: the threshold is for the public numbers.', 'zh-cn': '从第一份起就看得到：门槛只管公开的数字。' },
        },
        {
          id: 'address',
          text: { en: 'The address from which it came, for 180 days', 'zh-cn': '来源地址，保存 180 天' },
          why: { en: 'An hour at most, in memory, against floods.', 'zh-cn': '只在内存里留至多一小时，用来防刷。' },
        },
      ],
      answer: ['day', 'language', 'text'],
    },
    {
      id: 'gain',
      kind: 'single',
      prompt: {
        en: 'You want to know whether a course taught fault handling. Which measurement comes nearest?',
        'zh-cn': '想知道一门课有没有教会故障处理，哪种测量最接近？',
      },
      options: [
        {
          id: 'ask',
          text: { en: 'Afterwards, ask everybody how much better they have become', 'zh-cn': '课后问每个人觉得自己进步了多少' },
          why: { en: 'People answer how they feel, and what they believe is expected.', 'zh-cn': '人们回答的是感受，以及自认为该有的答案。' },
        },
        {
          id: 'once',
          text: { en: 'Afterwards, a fault lab that most of them solve', 'zh-cn': '课后做一个多数人能做出来的故障实验' },
          why: { en: 'Perhaps they could have before.', 'zh-cn': '也许他们课前就会。' },
        },
        {
          id: 'both',
          text: { en: 'A fault lab before and another after', 'zh-cn': '课前一个、课后另一个故障实验' },
          why: { en: 'A difference, by doing, with a lab that is new both times.', 'zh-cn': '这是差值，靠做，而且两次都是没做过的。' },
        },
        {
          id: 'hours',
          text: { en: 'The hours that each of them spent in the labs', 'zh-cn': '每个人在实验里花的小时数' },
          why: { en: 'Effort, not result; whoever is stuck spends most.', 'zh-cn': '那是投入，不是结果；卡住的人花得最多。' },
        },
      ],
      answer: 'both',
    },
    {
      id: 'all-equal',
      kind: 'single',
      prompt: {
        en: 'Five people in a team answer; five answers are shown: all rated their boss 1. Does the threshold of five protect them?',
        'zh-cn': '一个五人小组全部作答，显示五份：给上司的评分全是 1。满五份的门槛保护得了他们吗？',
      },
      options: [
        {
          id: 'yes',
          text: { en: 'Yes: nobody can say which of the five answers is whose', 'zh-cn': '能，谁也说不清哪一份是谁的' },
          why: { en: 'That need not be said: they are all the same.', 'zh-cn': '不用说得清，它们都一样。' },
        },
        {
          id: 'no',
          text: { en: 'No: each is known', 'zh-cn': '不能，每个人的都知道了' },
          why: { en: 'Without variety there is nothing to hide in: the reason for l-diversity.', 'zh-cn': '没有差异就无处可藏，这正是 l-多样性的由来。' },
        },
        {
          id: 'ten',
          text: { en: 'Only a threshold of ten would have', 'zh-cn': '门槛提到十才行' },
          why: { en: 'With ten equal answers it is the same.', 'zh-cn': '十份一样，结果还是一样。' },
        },
        {
          id: 'late',
          text: { en: 'Yes, if it is shown a week later', 'zh-cn': '过一周再显示就能' },
          why: { en: 'They still are the same five people.', 'zh-cn': '还是那五个人。' },
        },
      ],
      answer: 'no',
    },
  ],
});
