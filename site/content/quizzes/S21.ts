import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S21',
  questions: [
    {
      id: 'meter',
      kind: 'single',
      prompt: { en: 'What lowers the energy of a mail service most surely?', 'zh-cn': '下面哪一项最能确实降低邮件服务的用电？' },
      options: [
        {
          id: 'delete',
          text: { en: 'Everybody deletes mail older than a year', 'zh-cn': '所有人删掉一年以前的邮件' },
          why: { en: 'Disks draw the same, full or empty.', 'zh-cn': '磁盘空着满着，耗电一样。' },
        },
        {
          id: 'off',
          text: { en: 'A server that idles is switched off', 'zh-cn': '关掉一台空转的服务器' },
          why: { en: 'An idle machine draws perhaps half its full power, all year.', 'zh-cn': '空转的机器全年都在耗大约一半的电。' },
        },
        {
          id: 'thanks',
          text: { en: 'Nobody sends “thank you” messages any more', 'zh-cn': '谁都不再发“谢谢”' },
          why: { en: 'The machine waits for the next one at the same power.', 'zh-cn': '机器以同样的功率等着下一封。' },
        },
        {
          id: 'certificate',
          text: { en: 'Green certificates are bought for all consumption', 'zh-cn': '为全部用电购买绿证' },
          why: { en: 'That changes the accounting, and not one kWh.', 'zh-cn': '改变的是账目，一度电也没少。' },
        },
      ],
      answer: 'off',
    },
    {
      id: 'kwh',
      kind: 'numeric',
      prompt: {
        en: 'Three servers of 100 W each in a building of PUE 1.6. How many kWh a year? (8,760 hours)',
        'zh-cn': '三台 100 W 的服务器，机房 PUE 1.6，一年多少 kWh？（8,760 小时）',
      },
      answer: 4205,
      tolerance: 15,
      unit: { en: 'kWh', 'zh-cn': 'kWh' },
      why: { en: '0.3 kW × 8,760 h × 1.6 = 4,204.8.', 'zh-cn': '0.3 kW × 8,760 h × 1.6 = 4,204.8。' },
      traps: [
        { value: 2628, why: { en: 'The computers alone; the building is missing.', 'zh-cn': '只算了计算设备，漏了机房。' } },
        { value: 1642, why: { en: 'PUE multiplies; you divided by it.', 'zh-cn': 'PUE 要乘，你用了除。' } },
      ],
    },
    {
      id: 'pue-wue',
      kind: 'single',
      prompt: {
        en: 'Data centre A: PUE 1.1, WUE 2.2. B: PUE 1.25, WUE 0.1. What follows?',
        'zh-cn': '数据中心甲：PUE 1.1，WUE 2.2；乙：PUE 1.25，WUE 0.1。由此可知什么？',
      },
      options: [
        {
          id: 'a',
          text: { en: 'A is better for the environment', 'zh-cn': '甲更环保' },
          why: { en: 'In energy, yes; it drinks twenty times as much.', 'zh-cn': '论用电是；但它喝的水是二十倍。' },
        },
        {
          id: 'trade',
          text: { en: 'A traded water for power', 'zh-cn': '甲是拿水换了电' },
          why: {
            en: 'Evaporation lowers PUE and raises WUE: which is worse depends on where it stands.',
            'zh-cn': '蒸发冷却降低 PUE、抬高 WUE：哪个更糟，要看建在哪里。',
          },
        },
        {
          id: 'b',
          text: { en: 'B measures wrongly, since the two figures always fall together', 'zh-cn': '乙量错了，因为两个数总是一起下降' },
          why: { en: 'They often move against each other.', 'zh-cn': '它们常常此消彼长。' },
        },
        { id: 'new', text: { en: 'A is the newer building', 'zh-cn': '甲更新' }, why: { en: 'Nothing here says so.', 'zh-cn': '这里没有依据。' } },
      ],
      answer: 'trade',
    },
    {
      id: 'compress',
      kind: 'multiple',
      prompt: { en: 'Where does switching on compression in the mail store save much?', 'zh-cn': '在邮件存储上启用压缩，哪些内容能省很多？' },
      options: [
        { id: 'text', text: { en: 'Plain text and HTML', 'zh-cn': '纯文本和 HTML' }, why: { en: 'Less than half is left.', 'zh-cn': '剩下不到一半。' } },
        {
          id: 'jpeg',
          text: { en: 'JPEG pictures, as far as the pictures themselves go', 'zh-cn': 'JPEG 图片本身' },
          why: { en: 'Already compressed; only base64’s quarter can be won back.', 'zh-cn': '已经压缩过；只能拿回 base64 多出的那四分之一。' },
        },
        {
          id: 'log',
          text: { en: 'Logs kept for six months', 'zh-cn': '留存六个月的日志' },
          why: { en: 'Lines that resemble each other compress best of all.', 'zh-cn': '彼此相似的行最好压。' },
        },
        {
          id: 'copies',
          text: { en: 'The same attachment in 300 mailboxes', 'zh-cn': '300 个邮箱里的同一个附件' },
          why: { en: 'Compression works within a file. Copies need single-instance storage.', 'zh-cn': '压缩在单个文件内起作用；多份要靠单实例存储。' },
        },
      ],
      answer: ['text', 'log'],
    },
    {
      id: 'embodied',
      kind: 'numeric',
      prompt: {
        en: 'Making a server cost 1,200 kg CO₂e. How much less a year is it when the server is kept 6 years instead of 4?',
        'zh-cn': '制造一台服务器排放 1,200 kg CO₂e。用 6 年而不是 4 年，每年少多少？',
      },
      answer: 100,
      tolerance: 1,
      unit: { en: 'kg', 'zh-cn': 'kg' },
      why: { en: '1,200/4 = 300; 1,200/6 = 200.', 'zh-cn': '1,200/4 = 300；1,200/6 = 200。' },
      traps: [{ value: 200, why: { en: 'That is the new yearly share, not the difference.', 'zh-cn': '这是新的每年分摊，不是差额。' } }],
    },
    {
      id: 'dispose',
      kind: 'order',
      prompt: { en: 'A mail store’s disks are replaced. Put the steps in order.', 'zh-cn': '邮件存储的磁盘要更换。把步骤排好。' },
      options: [
        {
          id: 'hold',
          text: { en: 'Check for a legal hold', 'zh-cn': '核对有没有法律保留' },
          why: { en: 'After the purge it is too late.', 'zh-cn': '清除之后就晚了。' },
        },
        {
          id: 'purge',
          text: { en: 'Purge', 'zh-cn': '清除（purge）' },
          why: { en: 'By the drive’s own command, or by destroying the key.', 'zh-cn': '用硬盘自带的命令，或销毁密钥。' },
        },
        {
          id: 'verify',
          text: { en: 'Somebody else verifies', 'zh-cn': '由另一个人验证' },
          why: { en: 'A sanitize command that failed looks like one that did not.', 'zh-cn': '失败的清除命令看上去和成功的一样。' },
        },
        {
          id: 'leave',
          text: { en: 'The disk leaves the house', 'zh-cn': '磁盘离开机房' },
          why: { en: 'For reuse first; recycling is the last way.', 'zh-cn': '优先再利用；回收是最后一步。' },
        },
        {
          id: 'record',
          text: { en: 'The record is filed with the receipt', 'zh-cn': '记录连同凭据归档' },
          why: { en: 'It answers the question that comes in two years.', 'zh-cn': '两年后有人问起时，它就是答案。' },
        },
      ],
    },
    {
      id: 'claim',
      kind: 'single',
      prompt: { en: '“Our mail produces 0.1 g per message.” What must be asked first?', 'zh-cn': '“我们的邮件每封只排放 0.1 克。”首先要问什么？' },
      options: [
        {
          id: 'inputs',
          text: { en: 'From which inputs, and counted how', 'zh-cn': '用了哪些输入、怎样统计' },
          why: {
            en: 'Without watts, PUE, grid factor and scope the figure cannot be checked.',
            'zh-cn': '没有功率、PUE、电网因子和统计范围，这个数无法核对。',
          },
        },
        {
          id: 'small',
          text: { en: 'Whether that is more or less than a letter on paper', 'zh-cn': '比纸质信多还是少' },
          why: { en: 'A comparison with something else before anything is known about this.', 'zh-cn': '这个数还没弄清，就去和别的比。' },
        },
        {
          id: 'trees',
          text: { en: 'How many trees would have to be planted to make up for all the messages of a year', 'zh-cn': '抵消一年的邮件要种多少棵树' },
          why: { en: 'A picture, not a check.', 'zh-cn': '是形象的说法，不是核对。' },
        },
        {
          id: 'label',
          text: { en: 'Which label it carries', 'zh-cn': '有没有环保标签' },
          why: { en: 'A label rests on the same inputs.', 'zh-cn': '标签依据的也是这些输入。' },
        },
      ],
      answer: 'inputs',
    },
  ],
});
