import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** The fourteen steps, in one right order; each belongs to one of the five stages of the courseware. */
export const stepIds = [
  'machine',
  'debian',
  'hostname',
  'address',
  'postfix',
  'vmail',
  'certificate',
  'dovecot',
  'accounts',
  'handover',
  'firewall',
  'spf',
  'mx',
  'acceptance',
] as const;
export type StepId = (typeof stepIds)[number];

export const stages: readonly LocalizedText[] = [
  { en: 'Hardware', 'zh-cn': '硬件' },
  { en: 'Operating system', 'zh-cn': '操作系统' },
  { en: 'Mail software', 'zh-cn': '邮件软件' },
  { en: 'Network', 'zh-cn': '网络环境' },
  { en: 'Integration and test', 'zh-cn': '集成与测试' },
];

export const steps: Record<StepId, { stage: 1 | 2 | 3 | 4 | 5; name: LocalizedText }> = {
  machine: {
    stage: 1,
    name: { en: 'Order the machine: fixed address, port 25 open outwards, PTR yours to set', 'zh-cn': '订机器：固定地址、25 端口可外连、PTR 可自己设' },
  },
  debian: { stage: 2, name: { en: 'Install Debian 13; clock and updates', 'zh-cn': '安装 Debian 13，校时、打补丁' } },
  hostname: { stage: 2, name: { en: 'Give the host its full name', 'zh-cn': '设置完整主机名' } },
  address: { stage: 4, name: { en: 'Publish A and PTR for that name', 'zh-cn': '发布该主机名的 A 与 PTR 记录' } },
  postfix: { stage: 3, name: { en: 'Install Postfix and start it once', 'zh-cn': '安装 Postfix，并启动一次' } },
  vmail: { stage: 3, name: { en: 'Make the user vmail and its storage', 'zh-cn': '建立 vmail 用户和存储目录' } },
  certificate: { stage: 3, name: { en: 'Get a certificate for the name', 'zh-cn': '为主机名取得证书' } },
  dovecot: { stage: 3, name: { en: 'Install, configure and start Dovecot', 'zh-cn': '安装、配置并启动 Dovecot' } },
  accounts: { stage: 5, name: { en: 'Create the accounts (file or directory)', 'zh-cn': '建立账号（文件或用户目录）' } },
  handover: { stage: 5, name: { en: 'Tie Postfix to Dovecot: domain, LMTP, login, 465', 'zh-cn': '把 Postfix 接到 Dovecot：域名、LMTP、认证、465' } },
  firewall: { stage: 4, name: { en: 'Open 25, 465 and 993; nothing else', 'zh-cn': '放行 25、465、993，其余关闭' } },
  spf: { stage: 4, name: { en: 'Publish SPF', 'zh-cn': '发布 SPF 记录' } },
  mx: { stage: 4, name: { en: 'Publish MX: from now on mail comes', 'zh-cn': '发布 MX：从此有信来' } },
  acceptance: { stage: 5, name: { en: 'Run the acceptance test from outside', 'zh-cn': '从外部做验收测试' } },
};
