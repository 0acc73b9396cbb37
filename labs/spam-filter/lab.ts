import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['controller-closed'] as const;

export default defineLab({
  title: { en: 'A filter that learns', 'zh-cn': '会学习的过滤器' },
  summary: {
    en: 'Train a spam filter with what people have sorted by hand: most spam out of the inbox, no good mail lost, and a friend who may write anything.',
    'zh-cn': '用大家手工分好的邮件训练垃圾过滤器：垃圾邮件基本进不了收件箱，好邮件一封不丢，还有一位写什么都行的朋友。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 3,
  minutes: 45,
  lessons: ['security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    friend: { kind: 'user' },
    password: { kind: 'password' },
    words: { kind: 'token', bytes: 8 },
  },
  secret: ['words'],
  topology: {
    hosts: { mx: { image: 'filter', memory: '640m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    { id: 'gtube', title: { en: 'The test message is refused', 'zh-cn': '测试邮件被拒绝' }, points: 10, needs: [...kept], deadline: 120 },
    {
      id: 'corpus',
      title: { en: 'New spam is recognised, good mail is not lost', 'zh-cn': '认得出新的垃圾邮件，不丢好邮件' },
      points: 35,
      needs: [...kept],
      deadline: 180,
    },
    { id: 'learns', title: { en: 'It learns from what people move', 'zh-cn': '从大家的移动中学习' }, points: 20, needs: [...kept], deadline: 180 },
    { id: 'score', title: { en: 'The score stands in the header', 'zh-cn': '得分写在邮件头里' }, points: 15, needs: [...kept], deadline: 120 },
    { id: 'allow-list', title: { en: 'A friend may write anything', 'zh-cn': '朋友写什么都行' }, points: 20, needs: [...kept], deadline: 120 },
  ],
  invariants: [{ id: 'controller-closed', title: { en: 'No part of the filter serves strangers', 'zh-cn': '过滤器的任何部分都不对陌生人服务' } }],
  hints: {
    gtube: [
      {
        en: 'Every spam filter knows one text by heart: GTUBE. Who refuses it has a filter that is asked before 250.',
        'zh-cn': '所有垃圾过滤器都背得出一段文字：GTUBE。能拒绝它，说明过滤器在 250 之前就被问到了。',
      },
      {
        en: 'A milter is asked before the end of DATA is answered: smtpd_milters. rspamd listens on port 11332 for it.',
        'zh-cn': 'milter 在回答 DATA 结束之前被询问：smtpd_milters。rspamd 为此监听 11332 端口。',
      },
      { en: 'smtpd_milters = inet:127.0.0.1:9999', 'zh-cn': 'smtpd_milters = inet:127.0.0.1:9999' },
    ],
    corpus: [
      {
        en: 'Nothing in these messages is on a public list. Only the words tell: /srv/corpus shows which.',
        'zh-cn': '这些邮件没有一封在公开名单上，只有用词能说明问题：看 /srv/corpus。',
      },
      {
        en: 'A Bayes classifier counts words in both heaps. That of rspamd lives in redis, is fed with rspamc, and says nothing before it has learnt enough messages of both kinds (min_learns). What a verdict is worth in points, and from how many points on a message is marked, are two more settings.',
        'zh-cn':
          '贝叶斯分类器统计两堆邮件里的词。rspamd 的放在 redis 里，用 rspamc 喂；两类都学够数量（min_learns）之前它不表态。结论值多少分、多少分以上打标记，又是另外两项设置。',
      },
      {
        en: 'local.d/classifier-bayes.conf: backend = "redis"; min_learns = 50;\nrspamc learn_spam /some/folder/*.eml\nlocal.d/actions.conf: add_header = 5;',
        'zh-cn':
          'local.d/classifier-bayes.conf：backend = "redis"; min_learns = 50;\nrspamc learn_spam /some/folder/*.eml\nlocal.d/actions.conf：add_header = 5;',
      },
    ],
    learns: [
      {
        en: 'Who sees that somebody moves a message? Not the filter and not Postfix.',
        'zh-cn': '谁看得见有人移动了邮件？不是过滤器，也不是 Postfix。',
      },
      {
        en: 'Dovecot does, in IMAP: with the plugin imap_sieve a script runs when something is copied or moved into a folder (sieve_script with cause = copy inside mailbox Junk) or out of it (imapsieve_from Junk). vnd.dovecot.pipe hands the message to a program of yours. Or look into the folders yourself every few seconds.',
        'zh-cn':
          'Dovecot 在 IMAP 里看得见：启用 imap_sieve 插件后，邮件被复制或移动进文件夹（mailbox Junk 里带 cause = copy 的 sieve_script）或移出（imapsieve_from Junk）时会运行脚本；vnd.dovecot.pipe 把邮件交给您的程序。也可以自己每隔几秒看看文件夹。',
      },
      {
        en: 'mailbox Archive {\n  sieve_script note {\n    type = before\n    cause = copy\n    driver = file\n    path = /etc/dovecot/note.sieve\n  }\n}\nwith sieve_plugins { sieve_imapsieve = yes sieve_extprograms = yes }, sieve_global_extensions { vnd.dovecot.pipe = yes }, sieve_pipe_bin_dir, and imap_sieve among the mail_plugins of protocol imap. The program may be rspamc learn_spam.',
        'zh-cn':
          'mailbox Archive {\n  sieve_script note {\n    type = before\n    cause = copy\n    driver = file\n    path = /etc/dovecot/note.sieve\n  }\n}\n再加上 sieve_plugins { sieve_imapsieve = yes sieve_extprograms = yes }、sieve_global_extensions { vnd.dovecot.pipe = yes }、sieve_pipe_bin_dir，以及 protocol imap 的 mail_plugins 里的 imap_sieve。程序可以是 rspamc learn_spam。',
      },
    ],
    score: [
      { en: 'Look at the source of a delivered message. Does it say what the filter thought?', 'zh-cn': '看看已送达邮件的源码：里面写着过滤器的判断吗？' },
      {
        en: 'rspamd adds such headers with its module milter_headers, and only those that it is told to.',
        'zh-cn': 'rspamd 用 milter_headers 模块添加这类邮件头，而且只加您指定的。',
      },
      { en: 'local.d/milter_headers.conf: use = ["x-spamd-bar"];', 'zh-cn': 'local.d/milter_headers.conf：use = ["x-spamd-bar"];' },
    ],
    'allow-list': [
      { en: 'One address. The rest of the domain is treated like everybody.', 'zh-cn': '只是一个地址，同域的其他人一视同仁。' },
      {
        en: 'In rspamd: a map in multimap with a large negative score, or settings that hold for one sender.',
        'zh-cn': 'rspamd 里：multimap 加一个很大的负分，或者针对某个发件人的 settings。',
      },
      {
        en: 'local.d/settings.conf:\nkai {\n  from = "kai@books.example";\n  apply { actions { "add header" = null; } }\n}',
        'zh-cn': 'local.d/settings.conf：\nkai {\n  from = "kai@books.example";\n  apply { actions { "add header" = null; } }\n}',
      },
    ],
  },
  why: {
    gtube: {
      en: 'GTUBE got 5xx at the end of DATA and an ordinary message arrived: the filter is there, and it is asked while the sender is still on the line.',
      'zh-cn': 'GTUBE 在 DATA 结束时得到 5xx，普通邮件照常到达：过滤器在岗，而且是在发件方还连着线的时候被询问的。',
    },
    corpus: {
      en: 'Sixty spam messages and forty good ones, in two languages and none of them in the corpus. What sounds like an advertisement may be the daily work of these people: only their own mail tells. One lost good message costs more trust than ten spam messages in the inbox: so none may be lost, one may be in Junk, and six of sixty may slip through.',
      'zh-cn':
        '六十封垃圾、四十封好邮件，中英文都有，没有一封在语料里。听起来像广告的词，也许正是同事每天的工作：只有他们自己的邮件说了算。丢一封好邮件失去的信任，比收件箱里十封垃圾还多：所以好邮件一封不能丢，最多一封进 Junk，六十封垃圾最多漏六封。',
    },
    learns: {
      en: 'We wrote six messages in words that were in no corpus, moved them to Junk as a user does, and sent another: it had to go to Junk by itself. Then we moved all of them back, and the next one had to stay in INBOX. A filter that cannot be corrected is switched off by its users.',
      'zh-cn':
        '我们用语料里没有的词写了六封信，像用户那样移进 Junk，再发一封：它必须自动进 Junk。然后全部移回，下一封就必须留在收件箱。纠正不了的过滤器，用户迟早会把它关掉。',
    },
    score: {
      en: 'Both kinds carried a number in an X-Spam… header, and spam had the larger one. Without it nobody can explain why a message went where it went.',
      'zh-cn': '两类邮件都带着 X-Spam… 头里的数字，垃圾邮件的更大。没有它，谁也说不清一封信为什么去了那里。',
    },
    'allow-list': {
      en: 'Spam words of the friend lay in INBOX, the same of a neighbour in Junk.',
      'zh-cn': '朋友写的垃圾词进了收件箱，邻居写的同样内容进了 Junk。',
    },
  },
  accepted: [
    { en: 'Refusing spam in place of marking it, as long as no good mail is refused.', 'zh-cn': '直接拒绝垃圾邮件而不是打标记也可以，只要没有好邮件被拒。' },
  ],
});
