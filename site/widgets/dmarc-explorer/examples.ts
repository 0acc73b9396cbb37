import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

export interface Example {
  id: string;
  label: LocalizedText;
  input: { from: string; spf: string; spfPass: '0' | '1'; dkim: string; dkimPass: '0' | '1'; zone: string };
}

export const examples: readonly Example[] = [
  {
    id: 'provider',
    label: { en: 'newsletter service', 'zh-cn': '群发服务商' },
    input: {
      from: 'News <news@k3f9.test>',
      spf: 'bounce.newsrunner.example',
      spfPass: '1',
      dkim: 'newsrunner.example',
      dkimPass: '1',
      zone: '_dmarc.k3f9.test TXT "v=DMARC1; p=reject; rua=mailto:dmarc@k3f9.test"',
    },
  },
  {
    id: 'forwarded',
    label: { en: 'forwarded', 'zh-cn': '转发' },
    input: {
      from: 'Lin Wei <lin@k3f9.test>',
      spf: 'k3f9.test',
      spfPass: '0',
      dkim: 'k3f9.test',
      dkimPass: '1',
      zone: '_dmarc.k3f9.test TXT "v=DMARC1; p=reject"',
    },
  },
  {
    id: 'ramp',
    label: { en: 'pct or t', 'zh-cn': 'pct 与 t' },
    input: {
      from: 'lin@k3f9.test',
      spf: 'evil.example',
      spfPass: '1',
      dkim: '',
      dkimPass: '0',
      zone: '_dmarc.k3f9.test TXT "v=DMARC1; p=reject; pct=10; t=y"',
    },
  },
  {
    id: 'invented',
    label: { en: 'invented subdomain', 'zh-cn': '编造的子域名' },
    input: {
      from: 'payroll@hr.k3f9.test',
      spf: '',
      spfPass: '0',
      dkim: '',
      dkimPass: '0',
      zone: '_dmarc.k3f9.test TXT "v=DMARC1; p=none; sp=none; np=reject"\nmail.k3f9.test A 192.0.2.25',
    },
  },
  {
    id: 'department',
    label: { en: 'a department of its own', 'zh-cn': '独立的院系' },
    input: {
      from: 'dean@cs.uni.example',
      spf: 'uni.example',
      spfPass: '1',
      dkim: '',
      dkimPass: '0',
      zone: '_dmarc.cs.uni.example TXT "v=DMARC1; p=quarantine; psd=n"\n_dmarc.uni.example TXT "v=DMARC1; p=reject"',
    },
  },
  {
    id: 'tenants',
    label: { en: 'two tenants', 'zh-cn': '两个租户' },
    input: {
      from: 'alice@alice.github.io',
      spf: '',
      spfPass: '0',
      dkim: 'mallory.github.io',
      dkimPass: '1',
      zone: '_dmarc.alice.github.io TXT "v=DMARC1; p=reject"\n_dmarc.github.io TXT "v=DMARC1; p=reject"',
    },
  },
];
