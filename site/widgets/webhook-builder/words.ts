import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Choice, Problem, Shape } from './model.ts';

interface Words {
  mail: string;
  shape: string;
  shapes: Record<Shape, string>;
  fields: string;
  choices: Record<Choice, string>;
  secret: string;
  limit: string;
  limitUnit: string;
  request: string;
  problems: Record<Problem, string>;
  broken: string;
  bytes: (n: number) => string;
}

export const words: Record<Language, Words> = {
  en: {
    mail: 'Message',
    shape: 'For',
    shapes: { plain: 'a program of our own', chat: 'a chat that takes {"text": …}' },
    fields: 'Fields',
    choices: {
      id: 'Message-ID',
      from: 'sender',
      to: 'recipients',
      subject: 'subject',
      date: 'date (UTC)',
      text: 'text',
      attachments: 'attachments: names, types, sizes',
      spam: 'marked as spam',
    },
    secret: 'Shared secret (empty: unsigned)',
    limit: 'Text at most',
    limitUnit: 'characters',
    request: 'The request',
    problems: {
      'no-mail': 'Expected a message that begins with header fields such as “From: …”, found none. Paste the whole source.',
      'no-id': 'No Message-ID: a receiver cannot know a second delivery from a second message. Add one when the mail is taken in.',
      'no-from': 'No address in From.',
      'unknown-charset': 'A charset or encoding of this message is unknown here; its text was read as UTF-8.',
      personal: 'Text goes to another system: say who reads it there, and how long it is kept.',
    },
    broken: 'Correct the field above; the request waits.',
    bytes: (n) => `${n} bytes`,
  },
  'zh-cn': {
    mail: '邮件',
    shape: '发给',
    shapes: { plain: '自己的程序', chat: '只收 {"text": …} 的聊天工具' },
    fields: '字段',
    choices: {
      id: 'Message-ID',
      from: '发件人',
      to: '收件人',
      subject: '主题',
      date: '日期（UTC）',
      text: '正文',
      attachments: '附件的名称、类型、大小',
      spam: '是否标为垃圾',
    },
    secret: '共享密钥（空：不签名）',
    limit: '正文最多',
    limitUnit: '字',
    request: '请求',
    problems: {
      'no-mail': '邮件应以“From: …”这样的头字段开头，现在一个也没有。请贴上完整的源代码。',
      'no-id': '没有 Message-ID：接收方分不清是同一封又投递了一次，还是另一封。收信时就应补上。',
      'no-from': 'From 里没有地址。',
      'unknown-charset': '这封信用了这里不认识的字符集或编码，正文按 UTF-8 读出。',
      personal: '正文会进入另一个系统：要说清谁能看到、保存多久。',
    },
    broken: '请先改正上面的输入，再看请求。',
    bytes: (n) => `${n} 字节`,
  },
};
