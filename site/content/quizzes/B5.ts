import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B5',
  questions: [
    {
      id: 'missing-line',
      kind: 'single',
      prompt: {
        en: 'The log says `status=sent` and has no `TLS connection established` before it; the receiver has offered TLS for years. What do you know?',
        'zh-cn': '日志里是 `status=sent`，前面没有 `TLS connection established`；这个收件方多年来一直提供 TLS。你知道了什么？',
      },
      options: [
        {
          id: 'clear',
          text: { en: 'It went in clear, and somebody may have wanted that', 'zh-cn': '信是明文走的，也许正是有人想要的' },
          why: {
            en: 'No offer reached the sender: a fault over there, or somebody on the way.',
            'zh-cn': '提议没有到达发件方：不是对方出了故障，就是路上有人。',
          },
        },
        {
          id: 'loglevel',
          text: { en: 'Nothing: Postfix writes the line only at its highest log level', 'zh-cn': '什么也不知道：Postfix 只在最高日志级别才写这一行' },
          why: {
            en: '`smtp_tls_loglevel = 1` writes it for each connection. With 0 you would see none at all.',
            'zh-cn': '`smtp_tls_loglevel = 1` 就会逐连接记录。设为 0 则一行都没有。',
          },
        },
        {
          id: 'reuse',
          text: { en: 'That a TLS session was resumed', 'zh-cn': '恢复了先前的 TLS 会话' },
          why: { en: 'A resumed session is a TLS connection and is logged as one.', 'zh-cn': '恢复的会话也是 TLS 连接，照样记录。' },
        },
        {
          id: 'failed',
          text: { en: 'That the TLS handshake failed and the sender tried again until it succeeded', 'zh-cn': 'TLS 握手失败，发件方重试到成功为止' },
          why: { en: 'A failed handshake leaves a line of its own.', 'zh-cn': '握手失败自有一行日志。' },
        },
      ],
      answer: 'clear',
    },
    {
      id: 'reply-deferred',
      kind: 'single',
      prompt: {
        en: 'MTA-STS `enforce`, and the server shows a certificate for another name. What does a sender that follows RFC 8461 do?',
        'zh-cn': 'MTA-STS 是 `enforce`，服务器拿出的证书是别的名字。遵守 RFC 8461 的发件方怎么做？',
      },
      options: [
        {
          id: 'bounce',
          text: { en: 'Returns the message to its sender at once with 5.7.4', 'zh-cn': '立刻以 5.7.4 退给发件人' },
          why: { en: 'It may be mended in an hour: temporary.', 'zh-cn': '也许一小时就修好了：属于暂时。' },
        },
        {
          id: 'wait',
          text: { en: 'Keeps it in the queue', 'zh-cn': '留在队列里' },
          why: {
            en: 'Another MX may be tried; else it waits, and returns after the queue’s lifetime.',
            'zh-cn': '可以试别的 MX；否则等待，过了队列期限才退。',
          },
        },
        {
          id: 'encrypt',
          text: { en: 'Delivers it encrypted, and reports', 'zh-cn': '加密投递，并报告' },
          why: { en: 'That is mode testing.', 'zh-cn': '那是 testing 模式。' },
        },
        {
          id: 'clear',
          text: { en: 'Falls back to clear text, because a wrong certificate is worth nothing', 'zh-cn': '退回明文，因为错误的证书毫无价值' },
          why: { en: 'That would hand the attacker what he wants.', 'zh-cn': '那正中攻击者下怀。' },
        },
      ],
      answer: 'wait',
    },
    {
      id: 'first-fetch',
      kind: 'multiple',
      prompt: { en: 'Against which of these does MTA-STS protect a message?', 'zh-cn': 'MTA-STS 能防住哪些？' },
      options: [
        {
          id: 'strip',
          text: { en: 'STARTTLS is taken out, the policy is cached', 'zh-cn': 'STARTTLS 被删，策略已缓存' },
          why: { en: 'The cached policy requires TLS.', 'zh-cn': '缓存的策略要求 TLS。' },
        },
        {
          id: 'mx',
          text: { en: 'A forged MX answer, the policy is cached', 'zh-cn': '伪造的 MX 应答，策略已缓存' },
          why: { en: 'The forged host is not named in the policy.', 'zh-cn': '伪造的主机不在策略里。' },
        },
        {
          id: 'first',
          text: { en: 'An attacker who was there at the very first contact and hid the TXT record', 'zh-cn': '第一次接触时就在场、藏起了 TXT 记录的攻击者' },
          why: {
            en: 'Trust on first use: without a policy the sender goes on as always. DANE has no such gap.',
            'zh-cn': '这是“首次信任”的缺口：取不到策略，发件方照旧投递。DANE 没有这个缺口。',
          },
        },
        {
          id: 'server',
          text: { en: 'A curious administrator of the receiving server', 'zh-cn': '收件服务器上好奇的管理员' },
          why: { en: 'TLS ends at the server.', 'zh-cn': 'TLS 到服务器为止。' },
        },
      ],
      answer: ['strip', 'mx'],
    },
    {
      id: 'trips',
      kind: 'numeric',
      prompt: {
        en: 'Round trip 80 ms, TLS 1.3, nothing resumed. How many milliseconds does port 465 save against STARTTLS before MAIL FROM is on its way?',
        'zh-cn': '往返 80 毫秒，TLS 1.3，没有会话恢复。到发出 MAIL FROM 为止，465 比 STARTTLS 省多少毫秒？',
      },
      answer: 160,
      tolerance: 0,
      unit: { en: 'ms', 'zh-cn': '毫秒' },
      why: { en: '6 round trips against 4: EHLO in clear and STARTTLS itself are saved.', 'zh-cn': '6 次往返对 4 次：省掉了明文的 EHLO 和 STARTTLS 这两步。' },
      traps: [
        { value: 80, why: { en: 'Two steps are saved: the first EHLO, and STARTTLS.', 'zh-cn': '省了两步：第一次 EHLO，和 STARTTLS。' } },
        { value: 320, why: { en: 'That is what 465 takes in all.', 'zh-cn': '那是 465 的总用时。' } },
      ],
    },
    {
      id: 'renew',
      kind: 'order',
      prompt: { en: 'The MX gets a new key; there is a TLSA record `3 1 1`. Put the steps in order.', 'zh-cn': 'MX 要换密钥，已有 TLSA `3 1 1`。把步骤排好。' },
      options: [
        {
          id: 'make',
          text: { en: 'Make the key and compute its record', 'zh-cn': '生成密钥并算出记录' },
          why: { en: 'Nothing is visible yet.', 'zh-cn': '外面还看不到变化。' },
        },
        {
          id: 'both',
          text: { en: 'Publish it beside the old one', 'zh-cn': '与旧记录并排发布' },
          why: { en: 'One match is enough for a sender.', 'zh-cn': '发件方匹配一条就够。' },
        },
        {
          id: 'ttl',
          text: { en: 'Wait until old answers have left the caches', 'zh-cn': '等旧应答从缓存里消失' },
          why: { en: 'Two TTLs of the TLSA set, says RFC 7671 §8.1.', 'zh-cn': 'RFC 7671 §8.1 要求至少两个 TLSA 的 TTL。' },
        },
        {
          id: 'swap',
          text: { en: 'Let the server use the new key', 'zh-cn': '让服务器换上新密钥' },
          why: { en: 'Now the second record matches.', 'zh-cn': '现在匹配的是第二条。' },
        },
        {
          id: 'drop',
          text: { en: 'Remove the old record', 'zh-cn': '删掉旧记录' },
          why: { en: 'Last, so that you could still go back.', 'zh-cn': '最后做，之前都还能退回去。' },
        },
      ],
    },
    {
      id: 'ad',
      kind: 'hotspot',
      prompt: {
        en: 'Postfix is set to `dane` and never verifies anybody. Which line explains it?',
        'zh-cn': 'Postfix 设为 `dane`，却从不 Verified。哪一行说明了原因？',
      },
      lines: [
        { id: 'level', line: 'smtp_tls_security_level = dane', why: { en: 'As it should be.', 'zh-cn': '没错。' } },
        {
          id: 'tlsa',
          line: '_25._tcp.mx1.haibo.example. 299 IN TLSA 3 1 1 BC18…',
          why: { en: 'There is a record, and it is of a usable kind.', 'zh-cn': '有记录，也能用。' },
        },
        {
          id: 'flags',
          line: ';; flags: qr rd ra; QUERY: 1, ANSWER: 1',
          why: {
            en: 'No `ad`: the resolver did not validate, so for Postfix the zone is insecure and DANE does not apply.',
            'zh-cn': '没有 `ad`：解析器没有验证，在 Postfix 看来区域不可信，DANE 不适用。',
          },
        },
        {
          id: 'trusted',
          line: 'Trusted TLS connection established to mx1.haibo.example',
          why: { en: 'The consequence: opportunistic TLS.', 'zh-cn': '这是结果：机会性 TLS。' },
        },
      ],
      answer: 'flags',
    },
    {
      id: 'both-fail',
      kind: 'single',
      prompt: {
        en: 'The TLSA record matches no key; the MTA-STS policy and the certificate are fine. The sender does both. What happens?',
        'zh-cn': 'TLSA 对不上任何密钥；MTA-STS 策略和证书都没问题。发件方两种都做。结果？',
      },
      options: [
        {
          id: 'sts',
          text: { en: 'It is delivered, since one of two proofs is enough, as with DMARC', 'zh-cn': '投递，两个证明有一个就够，和 DMARC 一样' },
          why: { en: 'RFC 8461 §2 forbids it.', 'zh-cn': 'RFC 8461 §2 不允许。' },
        },
        {
          id: 'dane',
          text: { en: 'It waits in the sender’s queue', 'zh-cn': '留在发件方的队列里等待' },
          why: { en: 'A failing DANE is not overridden: the CA might have been deceived.', 'zh-cn': '失败的 DANE 不得被推翻：CA 可能被骗了。' },
        },
        { id: 'opp', text: { en: 'Opportunistic TLS is used', 'zh-cn': '改用机会性 TLS' }, why: { en: 'Both promised more.', 'zh-cn': '两边都承诺得更多。' } },
        {
          id: 'report',
          text: { en: 'It is delivered and reported', 'zh-cn': '投递并报告' },
          why: { en: 'Only a policy in testing would do that, and DANE knows no such mode.', 'zh-cn': '只有 testing 才这样，而 DANE 没有这种模式。' },
        },
      ],
      answer: 'dane',
    },
  ],
});
