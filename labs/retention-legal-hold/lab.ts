import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['reading'];

export default defineLab({
  title: { en: 'Delete on time, keep on order', 'zh-cn': '到期就删，奉命就留' },
  summary: {
    en: 'The law wants some data gone after so many days, and a court may want it kept all the same. Write the program that does both for mail, backups and records, and signs what it did.',
    'zh-cn': '法律要求有些数据过了期限就删除，而法院可能命令照样保留。写出对邮件、备份和记录两样都做到的程序，并让它签字说明做了什么。',
  },
  module: 'M8',
  kind: 'compliance',
  difficulty: 4,
  minutes: 45,
  lessons: ['laws-and-regulations', 'privacy-protection', 'industry-standards'],
  parameters: {
    domain: { kind: 'domain' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    third: { kind: 'user' },
    fourth: { kind: 'user' },
    fifth: { kind: 'user' },
    sixth: { kind: 'user' },
    lawyer: { kind: 'user' },
    opponent: { kind: 'domain', tld: 'example' },
    fileNumber: { kind: 'token', bytes: 4 },
    firstPassword: { kind: 'password' },
    secondPassword: { kind: 'password' },
    thirdPassword: { kind: 'password' },
    fourthPassword: { kind: 'password' },
    fifthPassword: { kind: 'password' },
    sixthPassword: { kind: 'password' },
    applications: { kind: 'int', min: 150, max: 200 },
    visitors: { kind: 'int', min: 20, max: 45 },
    backup: { kind: 'int', min: 20, max: 40 },
    traceMin: { kind: 'int', min: 60, max: 75 },
    traceMax: { kind: 'int', min: 183, max: 220 },
    deskKey: { kind: 'token', bytes: 12 },
  },
  secret: ['deskKey', 'fifthPassword'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'imap'] } },
  },
  tasks: [
    { id: 'expired', title: { en: 'What is too old goes; a dry run tells first', 'zh-cn': '过期的删掉；试运行先说清楚' }, points: 25, needs, deadline: 180 },
    {
      id: 'held',
      title: { en: 'A hold keeps everything of a person until it ends', 'zh-cn': '保全令保住一个人的所有邮件，直到解除' },
      points: 25,
      needs,
      deadline: 180,
    },
    {
      id: 'matter',
      title: { en: 'A matter keeps what belongs to it, whoever has it', 'zh-cn': '与案件有关的都留下，不管在谁那里' },
      points: 15,
      needs,
      deadline: 180,
    },
    { id: 'backups', title: { en: 'Backups follow', 'zh-cn': '备份跟着走' }, points: 10, needs, deadline: 180 },
    {
      id: 'records',
      title: { en: 'Rules that contradict each other are weighed as the table says', 'zh-cn': '规定互相矛盾时，按表裁决' },
      points: 15,
      needs,
      deadline: 180,
    },
    { id: 'report', title: { en: 'The report is signed', 'zh-cn': '报告有签名' }, points: 10, needs, deadline: 180 },
  ],
  invariants: [{ id: 'reading', title: { en: 'Everybody reads their own mail, and nobody else', 'zh-cn': '每个人都能读自己的邮件，别人不能' } }],
  hints: {
    expired: [
      {
        en: 'man doveadm-search-query: a message has three dates. Which one is the day on which it arrived?',
        'zh-cn': 'man doveadm-search-query：一封邮件有三个日期。哪一个是它到达的那天？',
      },
      {
        en: 'BEFORE looks at the day of arrival (INTERNALDATE), SENTBEFORE at the Date: header, which the sender writes as they like, SAVEDBEFORE at when it was put into this folder. The files of sdbox tell none of them. doveadm search takes the same query as doveadm expunge.',
        'zh-cn':
          'BEFORE 看到达的日期（INTERNALDATE），SENTBEFORE 看 Date: 头，那是发件人随意写的，SAVEDBEFORE 看它何时被放进这个文件夹。sdbox 的文件日期一样也说明不了。doveadm search 和 doveadm expunge 用同样的条件。',
      },
      {
        en: 'doveadm search -u kai mailbox Offers before 90d | wc -l\ndoveadm expunge -u kai mailbox Offers before 90d — once for each line of the policy, for each person.',
        'zh-cn':
          'doveadm search -u kai mailbox Offers before 90d | wc -l\ndoveadm expunge -u kai mailbox Offers before 90d：对政策里的每一行、每个人各执行一次。',
      },
    ],
    held: [
      {
        en: 'The person on hold is also the one who would like some of it to vanish. What happens with a message that they delete, and with the place where you keep it?',
        'zh-cn': '被保全的人，恰恰可能希望有些邮件消失。他自己删掉的信去了哪里？您保存它的地方，他进得去吗？',
      },
      {
        en: 'Dovecot’s plugin lazy_expunge moves what is expunged to a mailbox; the plugin acl takes that one out of its owner’s sight. doveadm can do without a plugin for one call. What a hold does not need must not stay there.',
        'zh-cn':
          'Dovecot 的 lazy_expunge 插件把被清除的信移到一个邮箱；acl 插件让主人看不见它。doveadm 可以在一次调用里不用某个插件。没有保全的，不能留在那里。',
      },
      {
        en: 'mail_plugins {\n  acl = yes\n  lazy_expunge = yes\n}\nacl_driver = vfile\nlazy_expunge_mailbox = BIN\nnamespace inbox {\n  mailbox BIN {\n    auto = create\n    acl owner {\n      rights = i\n    }\n  }\n}\nThen: doveadm -o mail_plugins/acl=no fetch -u kai text mailbox BIN',
        'zh-cn':
          'mail_plugins {\n  acl = yes\n  lazy_expunge = yes\n}\nacl_driver = vfile\nlazy_expunge_mailbox = BIN\nnamespace inbox {\n  mailbox BIN {\n    auto = create\n    acl owner {\n      rights = i\n    }\n  }\n}\n然后：doveadm -o mail_plugins/acl=no fetch -u kai text mailbox BIN',
      },
    ],
    matter: [
      {
        en: 'What a reader sees as one word may be written in the file in quite another way. And what somebody has deleted may belong to the matter, too.',
        'zh-cn': '读者看到的一个词，在文件里可能完全是另一种写法。别人已经删掉的信，也可能与案件有关。',
      },
      {
        en: 'man doveadm-search-query: SUBJECT, BODY, FROM, TO and CC decode what they search in; conditions are joined by OR, grouped by ( and ), and turned round by NOT. The same condition says what may be deleted from the place where you keep deleted mail.',
        'zh-cn':
          'man doveadm-search-query：SUBJECT、BODY、FROM、TO、CC 会先解码再搜索；条件用 OR 连接，用 ( 和 ) 分组，用 NOT 取反。存放已删邮件的地方，哪些能删，也用同一个条件。',
      },
      {
        en: "doveadm expunge -u kai mailbox Offers before 90d NOT '(' SUBJECT heron OR BODY heron OR FROM eva@firm.example ')'",
        'zh-cn': "doveadm expunge -u kai mailbox Offers before 90d NOT '(' SUBJECT heron OR BODY heron OR FROM eva@firm.example ')'",
      },
    ],
    backups: [
      { en: 'Each line of /srv/backup/index names a day, a person and a file.', 'zh-cn': '/srv/backup/index 每行写着日期、人和文件。' },
      { en: 'Two things have to agree afterwards: the files, and the index.', 'zh-cn': '之后有两样要一致：文件和索引。' },
      {
        en: 'limit=$(date -u -d "-15 days" +%F); awk -v l="$limit" \'$1 < l { print $3 }\' index',
        'zh-cn': 'limit=$(date -u -d "-15 days" +%F); awk -v l="$limit" \'$1 < l { print $3 }\' index',
      },
    ],
    records: [
      {
        en: 'Write down for each line of the table what it does to one record of a given age.',
        'zh-cn': '对表里的每一行，写出它对某个天数的一条记录意味着什么。',
      },
      {
        en: 'The limit for a person is the maximum, or the minimum when they have asked for erasure; and who is on hold has no limit.',
        'zh-cn': '一个人的期限是最长天数；要求删除的人，期限是最短天数；被保全的人没有期限。',
      },
      {
        en: 'for f in /srv/visits/*.log; do … && sed -i \'/ user=kai /d\' "$f"; done',
        'zh-cn': 'for f in /srv/visits/*.log; do … && sed -i \'/ user=kai /d\' "$f"; done',
      },
    ],
    report: [
      {
        en: 'The signature is over all bytes before its own line, the last line’s end included.',
        'zh-cn': '签名覆盖它那一行之前的所有字节，包括上一行的换行。',
      },
      { en: 'Write the report into a file first, sign the file, print both.', 'zh-cn': '先把报告写进文件，给文件签名，再一起打印。' },
      { en: 'openssl dgst -sha256 -sign my.key file | base64 -w0', 'zh-cn': 'openssl dgst -sha256 -sign my.key file | base64 -w0' },
    ],
  },
  why: {
    expired: {
      en: 'We laid mail into the folders that had arrived two days before and after the limit, with Date: headers that said the opposite. The dry run had to tell the counts and touch nothing; then the office added a rule, and the run had to obey it, leave folders without one alone, and report rightly. What people had deleted themselves was gone with it: “deleted” that lies in a hidden folder is not deleted.',
      'zh-cn':
        '我们往文件夹里放了比期限早、晚两天到达的邮件，Date: 头却写得相反。试运行要说对数目、什么也不碰；然后档案室加了一条规定，正式运行要遵守它，不动没有规定的文件夹，并如实报告。人们自己删掉的邮件也要一起消失：躺在隐藏文件夹里的“已删除”不是删除。',
    },
    held: {
      en: 'One person was on hold, the other was not, though somebody of a longer name was. The one on hold deleted a message and emptied every folder they could see of it; your export still had it. Destroying what a court has ordered to be kept is an offence, whatever the deletion rule says. After the hold’s end the next run had to delete it all: then no reason is left to keep it.',
      'zh-cn':
        '一个人被保全，另一个没有（名单上只有一个名字更长的人）。被保全的人删了一封信，又把看得见的文件夹都清了一遍；您的导出里仍然有它。销毁法院命令保留的东西是违法的，不管删除规定怎么说。解除之后，下一次运行必须全部删掉：已经没有理由再留着。',
    },
    matter: {
      en: 'A court rarely asks for a person, and often for a matter: all that mentions a thing, all between two parties. We opened one with a word and an address of this minute. Old mail with the word in an encoded subject or text stayed, and mail from or to the party; mail that only mentioned the address went. What the owner had deleted of it stayed in the export, whatever else they had deleted was in no file any more; and after the matter was closed the next run deleted all of it.',
      'zh-cn':
        '法院很少要求保全一个人的全部，更多是要求保全一个案件：提到某件事的一切，双方之间的一切。我们用这一分钟才定的词和地址立了案。编码过的主题或正文里有这个词的旧信留下了，当事人发来或收到的信也留下了；只在正文里提到那个地址的则删掉。主人自己删掉的、与案件有关的信，导出里仍然有；别的删掉的信，任何文件里都没有了；案件了结之后，下一次运行把它们全部删掉。',
    },
    backups: {
      en: 'Mail that is deleted in the store and lives on in ten backups is not deleted. Files and index had to agree; of the person on hold the old backup stayed, and the report named this exception.',
      'zh-cn': '库里删了、却还在十份备份里的邮件，不算删除。文件和索引要一致；被保全的人的旧备份留下，报告里写明这个例外。',
    },
    records: {
      en: 'Somebody asked for erasure, and the law asks for 60 days of transaction records (Measures for the Administration of Internet E-mail Services, Art. 10): younger than the minimum stays, older goes at once. Who did not ask: at the maximum. On hold: nothing. An erasure request is not an order to break another law, and the other law is not an excuse beyond its own term.',
      'zh-cn':
        '有人要求删除，而法律要求邮件往来记录保存 60 天（《互联网电子邮件服务管理办法》第十条）：没到最短天数的留下，超过的立刻删。没有要求的人，到最长天数才删。被保全的，一条不删。删除请求不是违反另一部法律的命令；另一部法律也不是过了它自己的期限还留着的借口。',
    },
    report: {
      en: 'We verified the signature with the office’s public key, over exactly the bytes that you printed. Whoever cannot show what they deleted, and that the list is theirs, is treated as if they had not.',
      'zh-cn': '我们用档案室的公钥验证了签名，覆盖的正是您打印的那些字节。拿不出删了什么、也证明不了清单是自己的，就会被当作没有删。',
    },
  },
  accepted: [
    {
      en: 'A shell script, Python, or anything else that starts as /usr/local/sbin/retention.',
      'zh-cn': 'shell 脚本、Python，或任何能以 /usr/local/sbin/retention 启动的程序。',
    },
    { en: 'Leaving out lines with nothing deleted or kept, or printing them.', 'zh-cn': '没有删、也没有留的行省略不写，或者照样打印，都可以。' },
    {
      en: 'On hold, refusing the deletion to the user instead of keeping a copy.',
      'zh-cn': '保全期间不让用户删除，而不是另存一份。',
    },
  ],
});
