import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

export interface Example {
  id: string;
  label: LocalizedText;
  ip: string;
  sender: string;
  helo: string;
  zone: string;
}

const providers = (record: string): string => `k3f9.test TXT "${record}"
k3f9.test MX 10 mail.k3f9.test
mail.k3f9.test A 192.0.2.25
_spf.office.example TXT "v=spf1 include:a.office.example include:b.office.example include:c.office.example -all"
a.office.example TXT "v=spf1 ip4:198.51.100.0/26 -all"
b.office.example TXT "v=spf1 ip4:198.51.100.64/26 -all"
c.office.example TXT "v=spf1 ip4:198.51.100.128/26 -all"
spf.news.example TXT "v=spf1 include:eu.news.example include:us.news.example -all"
eu.news.example TXT "v=spf1 ip4:203.0.113.0/27 -all"
us.news.example TXT "v=spf1 ip4:203.0.113.32/27 -all"
spf.crm.example TXT "v=spf1 a:out1.crm.example a:out2.crm.example -all"
out1.crm.example A 203.0.113.129
out2.crm.example A 203.0.113.130
`;

export const examples: readonly Example[] = [
  {
    id: 'eleven',
    label: { en: 'one too many', 'zh-cn': '多了一次' },
    ip: '203.0.113.200',
    sender: 'news@k3f9.test',
    helo: 'mx.k3f9.test',
    zone: providers('v=spf1 mx include:_spf.office.example include:spf.news.example include:spf.crm.example -all'),
  },
  {
    id: 'void',
    label: { en: 'left over', 'zh-cn': '没清理的旧项' },
    ip: '192.0.2.25',
    sender: 'lin@k3f9.test',
    helo: 'mail.k3f9.test',
    zone: `k3f9.test TXT "v=spf1 a:old1.k3f9.test a:old2.k3f9.test a:old3.k3f9.test mx -all"
k3f9.test MX 10 mail.k3f9.test
mail.k3f9.test A 192.0.2.25
`,
  },
  {
    id: 'forwarded',
    label: { en: 'forwarded', 'zh-cn': '转发' },
    ip: '198.51.100.77',
    sender: 'lin@k3f9.test',
    helo: 'mx.alumni.example',
    zone: `k3f9.test TXT "v=spf1 ip4:192.0.2.25 -all exp=why.k3f9.test"
why.k3f9.test TXT "%{i} does not send for %{d}. Forwarded mail? Ask postmaster@%{d}"
alumni.example TXT "v=spf1 ip4:198.51.100.77 -all"
mx.alumni.example A 198.51.100.77
`,
  },
  {
    id: 'macro',
    label: { en: 'a macro', 'zh-cn': '宏' },
    ip: '203.0.113.9',
    sender: 'mary@k3f9.test',
    helo: 'laptop.example',
    zone: `k3f9.test TXT "v=spf1 mx exists:%{ir}.%{l1r+-}._home.%{d} -all"
k3f9.test MX 10 mail.k3f9.test
mail.k3f9.test A 192.0.2.25
9.113.0.203.mary._home.k3f9.test A 127.0.0.2
`,
  },
  {
    id: 'null',
    label: { en: 'a bounce', 'zh-cn': '退信' },
    ip: '192.0.2.25',
    sender: '',
    helo: 'mail.k3f9.test',
    zone: `mail.k3f9.test TXT "v=spf1 a -all"
mail.k3f9.test A 192.0.2.25
`,
  },
];
