import type { Finding } from './model.ts';

export const words = {
  en: {
    input: 'The text of /.well-known/security.txt',
    valid: 'Valid. Whether somebody answers at the contact, only a message shows.',
    invalid: (n: number) => `Not valid: ${n} ${n === 1 ? 'error' : 'errors'}.`,
    finding(f: Finding): string {
      switch (f.kind) {
        case 'empty':
          return 'No field at all. At least Contact and Expires must be there.';
        case 'no-contact':
          return 'No Contact: the one thing it is for (RFC 9116 §2.5.3).';
        case 'no-expires':
          return 'No Expires: it must be there exactly once (§2.5.5), so that nobody relies on a forgotten file.';
        case 'expires-twice':
          return 'Expires stands there more than once; exactly one is allowed (§2.5.5).';
        case 'languages-twice':
          return 'Preferred-Languages stands there twice; put all into one line, with commas (§2.5.8).';
        case 'expired':
          return `Expired ${f.days} ${f.days === 1 ? 'day' : 'days'} ago (${f.date}): it must not be relied on any more.`;
        case 'far':
          return `Expires in ${f.days} days. Less than a year is recommended (§2.5.5): the date is there to make you look.`;
        case 'soon':
          return `Expires in ${f.days} days. Renew it now.`;
        case 'not-date':
          return `Line ${f.line}: expected a date and time like 2027-09-30T22:00:00Z (RFC 3339), found “${f.value}”.`;
        case 'not-uri':
          return `Line ${f.line}: ${f.field} wants a URI (mailto:, tel:, https:), found “${f.value}”.`;
        case 'no-https':
          return `Line ${f.line}: web addresses must begin with https:// (${f.field}).`;
        case 'bare-address':
          return `Line ${f.line}: an address is written as a URI: mailto:${f.value}`;
        case 'no-colon':
          return `Line ${f.line}: expected “Field: value” or a comment with #, found “${f.text}”.`;
        default:
          return `Line ${f.line}: “${f.field}” is not a field of RFC 9116; readers skip it.`;
      }
    },
  },
  'zh-cn': {
    input: '/.well-known/security.txt 的内容',
    valid: '有效。联系方式那头有没有人应答，要发一封信才知道。',
    invalid: (n: number) => `无效：${n} 处错误。`,
    finding(f: Finding): string {
      switch (f.kind) {
        case 'empty':
          return '一个字段都没有。至少要有 Contact 和 Expires。';
        case 'no-contact':
          return '没有 Contact：这个文件就是为它而设的（RFC 9116 §2.5.3）。';
        case 'no-expires':
          return '没有 Expires：必须恰好有一个（§2.5.5），免得有人依赖一份被遗忘的文件。';
        case 'expires-twice':
          return 'Expires 不止一个；只能恰好一个（§2.5.5）。';
        case 'languages-twice':
          return 'Preferred-Languages 出现两次；应写在一行里，用逗号分开（§2.5.8）。';
        case 'expired':
          return `已过期 ${f.days} 天（${f.date}）：不应再依赖它。`;
        case 'far':
          return `${f.days} 天后才过期。建议不超过一年（§2.5.5）：这个日期就是用来提醒你查看的。`;
        case 'soon':
          return `还有 ${f.days} 天过期。现在就更新。`;
        case 'not-date':
          return `第 ${f.line} 行：要写成 2027-09-30T22:00:00Z 这样的日期时间（RFC 3339），现在是“${f.value}”。`;
        case 'not-uri':
          return `第 ${f.line} 行：${f.field} 要写 URI（mailto:、tel:、https:），现在是“${f.value}”。`;
        case 'no-https':
          return `第 ${f.line} 行：网址必须以 https:// 开头（${f.field}）。`;
        case 'bare-address':
          return `第 ${f.line} 行：邮箱地址要写成 URI：mailto:${f.value}`;
        case 'no-colon':
          return `第 ${f.line} 行：要写“字段: 值”，或以 # 开头的注释，现在是“${f.text}”。`;
        default:
          return `第 ${f.line} 行：“${f.field}”不是 RFC 9116 的字段，读的一方会跳过。`;
      }
    },
  },
} as const;
