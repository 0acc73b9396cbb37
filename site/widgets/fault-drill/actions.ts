import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What one can ask of the system in the drill, and what it costs. `restart` changes what the others would have shown. */
export const actionIds = ['log', 'queue', 'disk', 'dns', 'chroot', 'listen', 'cert', 'auth', 'quota', 'in', 'out', 'restart'] as const;
export type ActionId = (typeof actionIds)[number];

export const actions: Record<ActionId, { minutes: number; name: LocalizedText }> = {
  log: { minutes: 1, name: { en: 'Last errors of the log', 'zh-cn': '日志里最近的错误' } },
  queue: { minutes: 1, name: { en: 'The queue', 'zh-cn': '看队列' } },
  disk: { minutes: 1, name: { en: 'Disk and inodes', 'zh-cn': '磁盘与 inode' } },
  dns: { minutes: 1, name: { en: 'Look up the customer’s MX', 'zh-cn': '查客户的 MX' } },
  chroot: { minutes: 1, name: { en: 'Compare resolv.conf with Postfix’s copy', 'zh-cn': '比对 resolv.conf 与 Postfix 的副本' } },
  listen: { minutes: 1, name: { en: 'What listens', 'zh-cn': '谁在监听' } },
  cert: { minutes: 1, name: { en: 'Dates of the certificate', 'zh-cn': '证书有效期' } },
  auth: { minutes: 1, name: { en: 'Test Lin Wei’s login', 'zh-cn': '测试林薇的登录' } },
  quota: { minutes: 1, name: { en: 'Lin Wei’s quota', 'zh-cn': '林薇的配额' } },
  in: { minutes: 3, name: { en: 'Send to Lin Wei from outside', 'zh-cn': '从外部给林薇发一封' } },
  out: { minutes: 3, name: { en: 'Send as Lin Wei, from a laptop', 'zh-cn': '以林薇身份从笔记本发一封' } },
  restart: { minutes: 5, name: { en: 'Restart everything', 'zh-cn': '全部重启' } },
};
