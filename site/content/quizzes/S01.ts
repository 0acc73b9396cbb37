import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S01',
  questions: [
    {
      id: 'behaviour',
      kind: 'single',
      prompt: { en: 'The task: “mail for unknown people is refused”. How is it checked?', 'zh-cn': '任务是“拒绝寄给不存在的人的信”。怎样检查？' },
      options: [
        {
          id: 'config',
          text: { en: 'The grader looks for the right line in `main.cf`', 'zh-cn': '评分程序在 `main.cf` 里找那一行' },
          why: { en: 'Then Exim could not pass, and a line that does nothing would.', 'zh-cn': '那样 Exim 就过不了，而一行不起作用的配置反倒能过。' },
        },
        {
          id: 'mail',
          text: { en: 'A stranger tries, with one real and one unknown recipient', 'zh-cn': '由陌生人来试，一个真的收件人，一个不存在的' },
          why: { en: 'Both halves, from outside.', 'zh-cn': '正反两面，都从外面试。' },
        },
        {
          id: 'log',
          text: { en: 'It reads your log for a line with `550 5.1.1` in it', 'zh-cn': '读你的日志，看有没有 `550 5.1.1`' },
          why: { en: 'You are root and could write it yourself.', 'zh-cn': '你是 root，自己就能写进去。' },
        },
        {
          id: 'port',
          text: { en: 'It looks whether port 25 is open and answers', 'zh-cn': '看 25 端口是否开着、有应答' },
          why: { en: 'An open port proves that a process listens.', 'zh-cn': '端口开着，只证明有进程在监听。' },
        },
      ],
      answer: 'mail',
    },
    {
      id: 'off',
      kind: 'numeric',
      prompt: {
        en: 'In a lab three tasks are “strangers cannot …”. A learner switches the mail server off. How many points do these three give?',
        'zh-cn': '一个实验里有三项任务是“陌生人不能……”。学员把邮件服务器关掉。这三项得多少分？',
      },
      answer: 0,
      tolerance: 0,
      unit: { en: 'points', 'zh-cn': '分' },
      why: { en: 'Each “cannot” has its “can”: a server that is off fails that half.', 'zh-cn': '每个“不能”都配着一个“能”：关着的服务器过不了那一半。' },
      traps: [{ value: 100, why: { en: 'It refuses strangers, but also everybody else.', 'zh-cn': '陌生人是拒了，别人也一起拒了。' } }],
    },
    {
      id: 'could-not',
      kind: 'single',
      prompt: {
        en: 'A result says “? could not look: the world did not answer in time”. What does it do to your score?',
        'zh-cn': '结果写着“? 未能检查：外部世界没有及时应答”。对你的分数有什么影响？',
      },
      options: [
        {
          id: 'minus',
          text: { en: 'The task counts as not met until the next check', 'zh-cn': '在下一次检查之前，算未达成' },
          why: { en: 'An error of ours never lowers a score.', 'zh-cn': '我们的错误从不扣你的分。' },
        },
        { id: 'none', text: { en: 'None', 'zh-cn': '没有影响' }, why: { en: 'We could not look, so we do not judge.', 'zh-cn': '没能看到，就不下判断。' } },
        {
          id: 'plus',
          text: { en: 'The task is given to you, in dubio pro reo', 'zh-cn': '有疑从宽，这项算你过' },
          why: { en: 'That would reward a server that makes checks time out.', 'zh-cn': '那样等于奖励让检查超时的服务器。' },
        },
        {
          id: 'attempt',
          text: { en: 'It uses up one of your attempts, but no points', 'zh-cn': '消耗一次机会，但不扣分' },
          why: { en: 'Checks are not counted.', 'zh-cn': '检查不计次数。' },
        },
      ],
      answer: 'none',
    },
    {
      id: 'reboot',
      kind: 'multiple',
      prompt: { en: 'Which of these fail at “Prove it survives”?', 'zh-cn': '下面哪些会在“重启后再查”时失败？' },
      options: [
        {
          id: 'nft',
          text: { en: 'Firewall rules typed with `nft add rule`', 'zh-cn': '用 `nft add rule` 敲进去的防火墙规则' },
          why: { en: 'They live in the kernel’s memory only.', 'zh-cn': '只在内核的内存里。' },
        },
        {
          id: 'start',
          text: { en: 'A service with `systemctl start` only', 'zh-cn': '只做了 `systemctl start` 的服务' },
          why: { en: '`enable` is missing.', 'zh-cn': '少了 `enable`。' },
        },
        {
          id: 'postconf',
          text: { en: 'A setting made with `postconf -e`', 'zh-cn': '用 `postconf -e` 改的设置' },
          why: { en: 'It is written to `main.cf`.', 'zh-cn': '它写进了 `main.cf`。' },
        },
        { id: 'tmp', text: { en: 'A table in `/tmp`', 'zh-cn': '放在 `/tmp` 里的表' }, why: { en: 'Emptied at boot.', 'zh-cn': '重启就清空。' } },
        {
          id: 'mail',
          text: { en: 'A message that waits in the queue', 'zh-cn': '在队列里等着的信' },
          why: { en: 'The queue is on the disk: that is its purpose.', 'zh-cn': '队列在磁盘上，这正是它的用处。' },
        },
      ],
      answer: ['nft', 'start', 'tmp'],
    },
    {
      id: 'etiquette',
      kind: 'single',
      prompt: {
        en: 'You would like to try the password-guessing tool of a lab on your employer’s server, “to help them”. What do you need first?',
        'zh-cn': '你想拿实验里的猜密码工具去试试单位的服务器，“帮他们查查”。先要有什么？',
      },
      options: [
        {
          id: 'night',
          text: { en: 'A time at night, when it disturbs nobody', 'zh-cn': '挑个半夜，不打扰别人' },
          why: { en: 'The hour changes nothing about the right to do it.', 'zh-cn': '时间改变不了你有没有权利。' },
        },
        {
          id: 'employee',
          text: { en: 'Nothing: as an employee you may test what you use', 'zh-cn': '什么都不用：员工可以测试自己在用的系统' },
          why: { en: 'Using is not owning.', 'zh-cn': '使用不等于拥有。' },
        },
        {
          id: 'written',
          text: { en: 'The owner’s written consent', 'zh-cn': '系统主人的书面同意' },
          why: { en: 'With scope and time in it.', 'zh-cn': '写明范围和时间。' },
        },
        {
          id: 'report',
          text: { en: 'The intention to report what you find', 'zh-cn': '打算把发现的问题报告上去' },
          why: { en: 'Good intentions are no permission.', 'zh-cn': '好意不等于许可。' },
        },
      ],
      answer: 'written',
    },
    {
      id: 'where',
      kind: 'order',
      prompt: { en: 'In which order does the course take these?', 'zh-cn': '课程按什么次序讲这些？' },
      options: [
        { id: 'm1', text: { en: 'SMTP by hand', 'zh-cn': '手工 SMTP' }, why: { en: 'M1.', 'zh-cn': 'M1。' } },
        { id: 'm2', text: { en: 'Sizing disks', 'zh-cn': '算磁盘要多大' }, why: { en: 'M2.', 'zh-cn': 'M2。' } },
        { id: 'm3', text: { en: 'Installing Postfix and Dovecot', 'zh-cn': '安装 Postfix 和 Dovecot' }, why: { en: 'M3.', 'zh-cn': 'M3。' } },
        { id: 'm4', text: { en: 'DKIM and DMARC', 'zh-cn': 'DKIM 与 DMARC' }, why: { en: 'M4.', 'zh-cn': 'M4。' } },
        { id: 'm5', text: { en: 'Mending a jammed queue', 'zh-cn': '修复堵住的队列' }, why: { en: 'M5.', 'zh-cn': 'M5。' } },
        { id: 'm6', text: { en: 'A timed restore', 'zh-cn': '掐着表做恢复' }, why: { en: 'M6.', 'zh-cn': 'M6。' } },
      ],
    },
  ],
});
