import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/**
 * What keeps a text from being a mail domain as it goes over the wire (RFC 5321 §2.3.5, RFC 1035 §2.3.1, RFC 5890), as a sentence that
 * teaches; null when nothing does. A domain of one label is refused: it exists nowhere on the public Internet.
 */
export function domainProblem(typed: string): LocalizedText | null {
  const text = typed.trim();
  const cut = (part: string): string => (part.length > 80 ? `${part.slice(0, 80)}…` : part);
  if (text === '') return { en: 'Expected a domain such as haibo.example, found nothing.', 'zh-cn': '这里要填一个域名，例如 haibo.example，现在是空的。' };
  if (text.includes('@'))
    return {
      en: `Expected only the domain, found an address. The part after the @ is “${cut(text.slice(text.lastIndexOf('@') + 1))}”.`,
      'zh-cn': `这里只填域名，现在是整个地址。@ 后面的部分是“${cut(text.slice(text.lastIndexOf('@') + 1))}”。`,
    };
  if (/^\[.*\]$|^\d+(\.\d+){3}$/.test(text))
    return {
      en: 'Expected a name, found an address of a machine. Mail finds the machine through the domain’s MX record.',
      'zh-cn': '这里要填名字，现在是机器的 IP 地址。邮件是靠域名的 MX 记录找到机器的。',
    };
  if (/[^\p{ASCII}]/u.test(text))
    return {
      en: `Expected ASCII, found “${cut(text)}”. On the wire such a domain is written as its A-label, xn--… (RFC 5890).`,
      'zh-cn': `这里要用 ASCII，现在是“${cut(text)}”。这样的域名在线路上写成 A-label，即 xn--…（RFC 5890）。`,
    };
  const labels = text.replace(/\.$/, '').split('.');
  if (labels.length < 2)
    return { en: `Expected at least two labels (name.tld), found “${cut(text)}”.`, 'zh-cn': `至少要有两段（名字.顶级域），现在是“${cut(text)}”。` };
  const bad = labels.find((label) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label));
  if (bad !== undefined)
    return {
      en: `Expected letters, digits and inner hyphens between the dots, found “${cut(bad)}”.`,
      'zh-cn': `两个点之间只能是字母、数字和中间的连字符，现在有“${cut(bad)}”。`,
    };
  const long = labels.find((label) => label.length > 63);
  if (long || text.length > 253)
    return {
      en: 'Expected at most 63 characters a label and 253 in all (RFC 1035 §2.3.4).',
      'zh-cn': '每段最多 63 个字符，总长最多 253 个（RFC 1035 §2.3.4）。',
    };
  return null;
}
