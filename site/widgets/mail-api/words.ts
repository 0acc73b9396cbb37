import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Other } from './play.ts';

interface Words {
  protocol: string;
  imap: string;
  jmap: string;
  line: string;
  send: string;
  request: string;
  examples: string;
  log: string;
  empty: string;
  meanwhile: string;
  others: Record<Other, string>;
  did: Record<Other, string>;
  connect: string;
  connected: string;
  reset: string;
  mailbox: string;
  folder: string;
  id: string;
  subject: string;
  flags: string;
  facts: (modseq: number, validity: number) => string;
  tooLong: string;
  jmapExamples: Record<string, string>;
}

export const words: Record<Language, Words> = {
  en: {
    protocol: 'Protocol',
    imap: 'IMAP (RFC 9051, 7162)',
    jmap: 'JMAP (RFC 8620, 8621)',
    line: 'Command',
    send: 'Send',
    request: 'Request body',
    examples: 'For example',
    log: 'Dialogue',
    empty: 'Nothing was sent yet. Begin with LOGIN, or with a JMAP request.',
    meanwhile: 'Meanwhile, somewhere else',
    others: { arrive: 'a message arrives', read: 'a phone reads one', remove: 'a phone deletes the first', restore: 'the mailbox is restored by import' },
    did: {
      arrive: '(a message arrived)',
      read: '(a phone marked a message as read)',
      remove: '(a phone deleted the first message)',
      restore: '(restored by import: new UIDVALIDITY, new UIDs)',
    },
    connect: 'New IMAP connection',
    connected: '(new connection)',
    reset: 'Begin anew',
    mailbox: 'The store, as it is now',
    folder: 'Folder',
    id: 'JMAP id',
    subject: 'Subject',
    flags: 'Flags',
    facts: (modseq, validity) => `HIGHESTMODSEQ and JMAP state: ${modseq}. UIDVALIDITY of INBOX: ${validity}.`,
    tooLong: 'The dialogue has become too long for a link; it goes on here, but the address holds only its beginning.',
    jmapExamples: { query: 'unread, newest first', flag: 'flag one', changes: 'what changed', echo: 'echo' },
  },
  'zh-cn': {
    protocol: '协议',
    imap: 'IMAP（RFC 9051、7162）',
    jmap: 'JMAP（RFC 8620、8621）',
    line: '命令',
    send: '发送',
    request: '请求正文',
    examples: '例如',
    log: '对话',
    empty: '还没有发送任何内容。从 LOGIN 开始，或发一个 JMAP 请求。',
    meanwhile: '与此同时，在别处',
    others: { arrive: '来了一封新邮件', read: '手机上读了一封', remove: '手机上删了第一封', restore: '邮箱用导入的办法恢复了一遍' },
    did: { arrive: '（来了一封新邮件）', read: '（手机把一封标为已读）', remove: '（手机删了第一封）', restore: '（用导入恢复：UIDVALIDITY 和 UID 都换了）' },
    connect: '新建 IMAP 连接',
    connected: '（新连接）',
    reset: '从头开始',
    mailbox: '存储现在的样子',
    folder: '文件夹',
    id: 'JMAP id',
    subject: '主题',
    flags: '标记',
    facts: (modseq, validity) => `HIGHESTMODSEQ 与 JMAP state：${modseq}。INBOX 的 UIDVALIDITY：${validity}。`,
    tooLong: '对话太长，链接放不下了：这里可以继续，但地址里只有开头。',
    jmapExamples: { query: '未读，最新在前', flag: '加一个旗标', changes: '变了什么', echo: '回声' },
  },
};

const using = '"using": ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"]';
export const jmapExamples: Record<string, (state: number) => string> = {
  query: () => `{
  ${using},
  "methodCalls": [
    ["Email/query", {"accountId": "lin",
      "filter": {"inMailbox": "mb-inbox", "notKeyword": "$seen"},
      "sort": [{"property": "receivedAt", "isAscending": false}]}, "0"],
    ["Email/get", {"accountId": "lin",
      "#ids": {"resultOf": "0", "name": "Email/query", "path": "/ids"},
      "properties": ["subject", "from", "receivedAt"]}, "1"]
  ]
}`,
  flag: (state) => `{
  ${using},
  "methodCalls": [
    ["Email/set", {"accountId": "lin", "ifInState": "${state}",
      "update": {"e3": {"keywords/$flagged": true}}}, "0"]
  ]
}`,
  changes: () => `{
  ${using},
  "methodCalls": [
    ["Email/changes", {"accountId": "lin", "sinceState": "14"}, "0"],
    ["Email/get", {"accountId": "lin",
      "#ids": {"resultOf": "0", "name": "Email/changes", "path": "/updated"},
      "properties": ["keywords", "mailboxIds"]}, "1"]
  ]
}`,
  echo: () => `{
  ${using},
  "methodCalls": [["Core/echo", {"hello": true, "high": 5}, "b3ff"]]
}`,
};

export const imapExamples = [
  'LOGIN lin@k3f9.test harbour-lamp-27',
  'SELECT INBOX',
  'FETCH 1:* (UID FLAGS)',
  'UID FETCH 3 BODY.PEEK[HEADER.FIELDS (SUBJECT)]',
  'UID SEARCH UNSEEN FROM "wang"',
  'UID STORE 3 +FLAGS (\\Flagged)',
  'UID MOVE 3 Archive',
  'NOOP',
  'ENABLE QRESYNC',
  'SELECT INBOX (QRESYNC (1795580718 14))',
  'UID STORE 4 (UNCHANGEDSINCE 14) +FLAGS (\\Seen)',
  'LOGOUT',
] as const;
