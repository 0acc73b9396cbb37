import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B7',
  questions: [
    {
      id: 'a',
      kind: 'single',
      prompt: { en: 'The log says `250 2.0.0 Ok`. Who is responsible?', 'zh-cn': '日志里写着 `250 2.0.0 Ok`。现在谁负责?' },
      options: [
        { id: 'x', text: { en: 'The sender', 'zh-cn': '发送方' }, why: { en: 'Until this line.', 'zh-cn': '到这一行为止是。' } },
        { id: 'y', text: { en: 'The server that said it', 'zh-cn': '说这句话的服务器' }, why: { en: 'RFC 5321 §6.1.', 'zh-cn': 'RFC 5321 §6.1。' } },
      ],
      answer: 'y',
    },
    {
      id: 'b',
      kind: 'multiple',
      prompt: { en: 'Which are temporary?', 'zh-cn': '哪些是临时的?' },
      options: [
        { id: 'x', text: { en: '`452`', 'zh-cn': '`452`' }, why: { en: '4yz.', 'zh-cn': '4yz。' } },
        { id: 'y', text: { en: '`552`', 'zh-cn': '`552`' }, why: { en: '5yz.', 'zh-cn': '5yz。' } },
        { id: 'z', text: { en: '`421`', 'zh-cn': '`421`' }, why: { en: '4yz.', 'zh-cn': '4yz。' } },
      ],
      answer: ['x', 'z'],
    },
    {
      id: 'c',
      kind: 'order',
      prompt: { en: 'Order of a session', 'zh-cn': '会话的顺序' },
      options: [
        { id: 'x', text: { en: 'EHLO', 'zh-cn': 'EHLO' }, why: { en: 'First.', 'zh-cn': '先。' } },
        { id: 'y', text: { en: 'MAIL FROM', 'zh-cn': 'MAIL FROM' }, why: { en: 'Then.', 'zh-cn': '然后。' } },
        { id: 'z', text: { en: 'RCPT TO', 'zh-cn': 'RCPT TO' }, why: { en: 'Then.', 'zh-cn': '然后。' } },
        { id: 'w', text: { en: 'DATA', 'zh-cn': 'DATA' }, why: { en: 'Last.', 'zh-cn': '最后。' } },
      ],
    },
  ],
});
