import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['ordinary-mail'] as const;

export default defineLab({
  title: { en: 'Words that must not pass', 'zh-cn': '关键词过滤' },
  summary: {
    en: 'Find forbidden words whatever way the mail is encoded, leave harmless neighbours alone, obey a list that changes, and keep a record without the text.',
    'zh-cn': '无论邮件怎样编码都能找到违禁词，不误伤相近的词，跟上随时变化的词表，并留下不含正文的记录。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 3,
  minutes: 35,
  lessons: ['security-protection', 'message-anatomy'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    lawyer: { kind: 'user' },
    password: { kind: 'password' },
    wordEn: { kind: 'choice', of: ['casino', 'jackpot', 'cialis', 'lottery'] },
    wordZh: { kind: 'choice', of: ['代开发票', '博彩平台', '刷单兼职', '贷款秒批'] },
  },
  topology: {
    hosts: { mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    { id: 'every-encoding', title: { en: 'The words are found in every encoding', 'zh-cn': '任何编码下都能找到' }, points: 40, needs: [...kept] },
    { id: 'near-misses', title: { en: 'What only looks similar passes', 'zh-cn': '只是相似的照常通过' }, points: 20, needs: [...kept] },
    { id: 'exempt-sender', title: { en: 'The lawyer may write them', 'zh-cn': '律师可以写' }, points: 10, needs: [...kept] },
    { id: 'live-list', title: { en: 'A new line counts within half a minute', 'zh-cn': '新加的一行半分钟内生效' }, points: 20, needs: [...kept] },
    { id: 'record', title: { en: 'Each refusal is on record, without the text', 'zh-cn': '每次拒绝都有记录，但不含正文' }, points: 10, needs: [...kept] },
  ],
  invariants: [{ id: 'ordinary-mail', title: { en: 'Ordinary mail arrives, Chinese too', 'zh-cn': '普通邮件照常送达，中文也一样' } }],
  hints: {
    'every-encoding': [
      {
        en: 'Look at the source of a Chinese message: which bytes stand there for the word? header_checks and body_checks see those bytes, nothing else.',
        'zh-cn': '看一封中文邮件的源码：那个词在里面是哪些字节？header_checks 和 body_checks 看到的就是这些字节，没有别的。',
      },
      {
        en: 'First decode (RFC 2047 words, base64, quoted-printable, charset, HTML entities), then search. rspamd does the first part for you (text parts, subject) and lets a rule of yours do the second; a milter in Python has the package email.',
        'zh-cn':
          '先解码（RFC 2047 编码字、base64、quoted-printable、字符集、HTML 实体），再查找。rspamd 替您做前一半（文本部分、主题），后一半写一条规则；Python 的 milter 则有 email 包。',
      },
      {
        en: "A rule for rspamd that looks for one word:\nrspamd_config.HAS_PILLS = {\n  callback = function(task)\n    for _, part in ipairs(task:get_text_parts() or {}) do\n      if tostring(part:get_content('content_oneline')):find('pills', 1, true) then return true end\n    end\n  end,\n  score = 0,\n}",
        'zh-cn':
          "rspamd 里查找一个词的规则：\nrspamd_config.HAS_PILLS = {\n  callback = function(task)\n    for _, part in ipairs(task:get_text_parts() or {}) do\n      if tostring(part:get_content('content_oneline')):find('pills', 1, true) then return true end\n    end\n  end,\n  score = 0,\n}",
      },
    ],
    'near-misses': [
      {
        en: 'An English word has ends: what stands before and after it? In Chinese there are none: the whole phrase has to be there.',
        'zh-cn': '英文单词有边界：前后是什么？中文没有边界：必须整个词连在一起出现。',
      },
      {
        en: 'For words of Latin letters, no letter or digit may stand next to it; upper and lower case are the same.',
        'zh-cn': '拉丁字母的词，两边不能再有字母或数字；大小写视为相同。',
      },
      { en: '(?<![a-z0-9])pills(?![a-z0-9])', 'zh-cn': '(?<![a-z0-9])pills(?![a-z0-9])' },
    ],
    'exempt-sender': [
      { en: 'One address, not a whole domain.', 'zh-cn': '只放行一个地址，而不是整个域。' },
      { en: 'The sender of the envelope is what the filter is told first.', 'zh-cn': '过滤器最先得到的就是信封发件人。' },
      {
        en: "if task:get_from('smtp')[1].addr == 'kai@law.test' then return false end",
        'zh-cn': "if task:get_from('smtp')[1].addr == 'kai@law.test' then return false end",
      },
    ],
    'live-list': [
      { en: 'When does your filter read the list: at its start, or when a message comes?', 'zh-cn': '您的过滤器什么时候读词表：启动时，还是来信时？' },
      {
        en: 'Read it for each message, or when its time of change is new. rspamd watches maps, every five minutes unless told otherwise (map_watch_interval).',
        'zh-cn': '每封信都读，或者修改时间变了再读。rspamd 会监视 map，默认每五分钟一次（map_watch_interval 可改）。',
      },
      { en: 'local.d/options.inc: map_watch_interval = 10s;', 'zh-cn': 'local.d/options.inc：map_watch_interval = 10s;' },
    ],
    record: [
      {
        en: 'Whoever refuses writes a line: time, Message-ID, sender, which word. Nothing of the text.',
        'zh-cn': '谁拒绝谁就写一行：时间、Message-ID、发件人、哪个词。正文一个字也不写。',
      },
      { en: 'The file must be writable for the user under which the filter runs.', 'zh-cn': '过滤器所用的用户要对这个文件有写权限。' },
      { en: '2026-11-25T10:00:00 <abc@shop.test> kai@shop.test pills', 'zh-cn': '2026-11-25T10:00:00 <abc@shop.test> kai@shop.test pills' },
    ],
  },
  why: {
    'every-encoding': {
      en: 'Twelve messages with the words: in the subject in capitals, as B and Q encoded words, cut in two within the word, in GB18030; in the text plain, as 8-bit, base64, quoted-printable and GB18030, as HTML entities, and in the HTML part beside a harmless text. Each had to get 5xx. A search on raw bytes finds three of them.',
      'zh-cn':
        '十二封带违禁词的邮件：主题里的大写、B 与 Q 编码字、在词中间断开的编码字、GB18030；正文里的纯文本、8 位、base64、quoted-printable 和 GB18030，HTML 实体，以及无害正文旁边的 HTML 部分。每封都必须得到 5xx。在原始字节上搜索，只能找到其中三封。',
    },
    'near-misses': {
      en: 'Twelve messages that only look similar arrived as they were sent: words, addresses and numbers that contain the English one, its letters one by one, and Chinese sentences with the same characters in another order or with something between them. A filter that eats good mail is switched off by the people who own it.',
      'zh-cn':
        '十二封只是相似的邮件都原样到达：包含那个英文词的单词、地址和带数字的写法，逐个隔开的字母，以及用同样的字写成的另一句中文、换了次序或中间隔着别的字的中文。吃掉好信的过滤器，迟早会被它的主人关掉。',
    },
    'exempt-sender': {
      en: 'One sender may write about the words; another one of the same domain may not.',
      'zh-cn': '一个发件人可以谈论这些词；同一个域的另一个发件人不行。',
    },
    'live-list': {
      en: 'We added a fresh word over the network and mailed it: refused within half a minute; taken out, it passed again. Nobody may have to restart a mail server for a list.',
      'zh-cn': '我们通过网络加入一个全新的词再发信：半分钟内被拒；删掉之后又能通过。为了一张词表去重启邮件服务器，是不应该的。',
    },
    record: {
      en: "The Message-ID of a refused message stood in the record, a code from its text did not. Who filters other people's mail has to be able to say what was refused and why, and must not build an archive of it.",
      'zh-cn': '记录里有被拒邮件的 Message-ID，却没有正文里的暗号。过滤别人邮件的人，要说得清拒了什么、为什么拒，又不能因此建起一个正文档案。',
    },
  },
  accepted: [
    {
      en: 'Any filter that decides before the end of DATA is answered: rspamd, a milter, a proxy.',
      'zh-cn': '只要在回答 DATA 结束之前作出决定，用什么过滤器都可以：rspamd、milter、代理。',
    },
  ],
});
