import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Queue surgery', 'zh-cn': '队列手术' },
  summary: {
    en: 'Three thousand messages wait in the queue: nearly all are spam, sixty are not. Take out the one without touching the other, while the server goes on working.',
    'zh-cn': '队列里有三千封邮件：几乎全是垃圾，但有六十封不是。服务器照常工作的同时，只切除坏的，不碰好的。',
  },
  module: 'M5',
  kind: 'operate',
  difficulty: 2,
  minutes: 25,
  lessons: ['monitoring-maintenance', 'fault-handling'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    far: { kind: 'domain', tld: 'example' },
    innocent: { kind: 'domain', tld: 'example' },
    account: { kind: 'user' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    accountPassword: { kind: 'password' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    archive: { kind: 'token' },
    pick: { kind: 'int', min: 0, max: 49 },
    count: { kind: 'text', template: '3000' },
  },
  secret: ['archive', 'pick', 'accountPassword', 'bossPassword', 'count'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: {
        customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] },
        strangers: { domain: '[[far]]', persona: 'accepting' },
        innocent: { domain: '[[innocent]]', persona: 'accepting' },
      },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    flows: [
      { id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 12 },
      {
        id: 'offers',
        direction: 'outbound',
        persona: 'customer',
        from: '[[boss]]@[[domain]]',
        to: '[[customer]]@[[peer]]',
        user: '[[boss]]',
        password: '[[bossPassword]]',
        every: 10,
      },
    ],
  },
  tasks: [
    {
      id: 'legit-arrives',
      title: { en: 'All honest mail of the queue reaches the customer, each once', 'zh-cn': '队列里的正当邮件全部到达客户，每封一次' },
      points: 40,
      needs: ['no-bounces', 'service', 'unharmed'],
    },
    {
      id: 'no-spam',
      title: { en: 'Outgoing mail flows again, and no spam with it', 'zh-cn': '外发邮件恢复，且没有垃圾邮件流出' },
      points: 30,
      needs: ['no-bounces', 'service', 'unharmed'],
    },
    {
      id: 'all-the-time',
      title: { en: 'What was handed in during the repair arrives, too', 'zh-cn': '维修期间交来的邮件同样送达' },
      points: 30,
      needs: ['no-bounces', 'service', 'unharmed'],
    },
  ],
  invariants: [
    { id: 'no-bounces', title: { en: 'Nobody gets a bounce for mail that they did not write', 'zh-cn': '没有人收到自己没写过的邮件的退信' } },
    {
      id: 'service',
      title: { en: 'The server takes mail from outside and from staff; strangers cannot relay', 'zh-cn': '服务器照常接收外来和员工的邮件，陌生人不能中继' },
    },
    { id: 'unharmed', title: { en: 'No mail is refused for good or returned', 'zh-cn': '没有邮件被永久拒绝或退回' } },
  ],
  hints: {
    'legit-arrives': [
      {
        en: 'Look at the queue as data, not as a list to scroll through: who sent, to whom, how many? qshape deferred and postqueue -j tell; postcat -q ID shows one message.',
        'zh-cn': '把队列当数据看，别一页页翻：谁发的、发给谁、多少封？qshape deferred 和 postqueue -j 能回答；postcat -q ID 显示其中一封。',
      },
      {
        en: 'Find what all the spam has in common and no honest message has. The sender is not it: half of it is forged, and the owner of the account writes honest mail, too. Mail on hold waits for postsuper -H.',
        'zh-cn':
          '找出所有垃圾邮件共有、正当邮件却没有的特征。发件人不行：一半是伪造的，而账号主人自己也写正当邮件。被扣住（hold）的邮件要用 postsuper -H 放行。',
      },
      {
        en: 'postqueue -j gives a JSON object a line. To delete all mail to b.example:\npostqueue -j | python3 -c \'import sys, json\nfor line in sys.stdin:\n    m = json.loads(line)\n    if all(r["address"].endswith("@b.example") for r in m["recipients"]): print(m["queue_id"])\' | postsuper -d -',
        'zh-cn':
          'postqueue -j 每行给出一个 JSON 对象。删除所有发往 b.example 的邮件：\npostqueue -j | python3 -c \'import sys, json\nfor line in sys.stdin:\n    m = json.loads(line)\n    if all(r["address"].endswith("@b.example") for r in m["recipients"]): print(m["queue_id"])\' | postsuper -d -',
      },
    ],
    'no-spam': [
      {
        en: 'Why does nothing go out at all? Read the reason that mailq prints under the newest messages.',
        'zh-cn': '为什么一封都发不出去？看 mailq 在最新几封邮件下面写的原因。',
      },
      {
        en: 'Somebody told Postfix to keep everything back: postconf -n shows it. Clean first, open then.',
        'zh-cn': '有人让 Postfix 把外发全部压住了：postconf -n 能看到。先清理，再放行。',
      },
      {
        en: 'postconf -e defer_transports= && postfix reload, then postqueue -f to try everything at once.',
        'zh-cn': '先 postconf -e defer_transports= && postfix reload，再用 postqueue -f 立即重试全部。',
      },
    ],
    'all-the-time': [
      {
        en: 'Staff go on sending while you work: their mail lands in the same queue. What you select must not depend on "everything that is there".',
        'zh-cn': '您工作时员工还在发信，他们的邮件进入同一个队列。您的筛选不能是“现在队列里的全部”。',
      },
      {
        en: 'postsuper -d takes ids from standard input; give it a list that you have counted and looked through before.',
        'zh-cn': 'postsuper -d - 从标准输入读取队列号；先数一遍、看一遍，再交给它。',
      },
      {
        en: 'Keep the list: … > /root/spam.ids; wc -l /root/spam.ids; shuf -n 5 /root/spam.ids | xargs -n1 postcat -hq | grep ^Subject; then postsuper -d - < /root/spam.ids',
        'zh-cn':
          '先存成清单：… > /root/spam.ids；wc -l /root/spam.ids；shuf -n 5 /root/spam.ids | xargs -n1 postcat -hq | grep ^Subject；然后 postsuper -d - < /root/spam.ids',
      },
    ],
  },
  why: {
    'legit-arrives': {
      en: 'We know the Message-ID of each of the sixty honest messages and looked for it at the customer: there, and only once. The account that was abused had written some of them, and some were on hold among the spam.',
      'zh-cn':
        '我们知道六十封正当邮件各自的 Message-ID，并在客户那里逐一核对：都在，而且只有一次。其中几封出自被盗用的账号本人，还有几封和垃圾邮件一起被扣住。',
    },
    'no-spam': {
      en: 'A fresh message of a colleague had to reach the customer, and none of the three thousand less sixty was allowed to reach anybody. Postfix deletes with postsuper, never with rm under a running queue manager.',
      'zh-cn': '同事新发的一封必须到达客户，而三千减六十封里一封也不许到达任何人。删除要用 postsuper，绝不要在队列管理器运行时直接 rm 文件。',
    },
    'all-the-time': {
      en: 'Numbered mail was handed in all the time, by staff and from outside, and every number had to arrive once. postsuper -d ALL would have thrown it away with the spam; a stopped Postfix would have kept it out.',
      'zh-cn': '整个过程中员工和外部都在不断交来编号邮件，每一封都必须到达一次。postsuper -d ALL 会把它们和垃圾一起扔掉；停掉 Postfix 则把它们挡在门外。',
    },
  },
  accepted: [
    {
      en: 'Leaving the spam on hold instead of deleting it: it reaches nobody, and evidence is kept.',
      'zh-cn': '不删除垃圾邮件而是全部扣住（hold）：它们到不了任何人那里，证据也保住了。',
    },
    {
      en: 'Fetching the honest messages out with postcat and handing them in again: they arrive once, that is what counts.',
      'zh-cn': '用 postcat 取出正当邮件再重新投递：只要恰好到达一次就算数。',
    },
  ],
});
