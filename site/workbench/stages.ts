import type { LocalizedText } from '../../lab-runner/contract/text.ts';

/** A named stage of a start, in words. */
export function stageText(id: string): LocalizedText {
  const [kind, host = ''] = id.split(':');
  switch (kind) {
    case 'queue':
      return { en: 'Waiting for a free place', 'zh-cn': '等待空位' };
    case 'network':
      return { en: 'Laying the network', 'zh-cn': '铺设网络' };
    case 'world':
      return { en: 'Opening the pocket Internet', 'zh-cn': '打开袖珍互联网' };
    case 'host':
      return { en: `Making ${host}`, 'zh-cn': `创建 ${host}` };
    case 'boot':
      return { en: `Booting ${host}, until it answers`, 'zh-cn': `启动 ${host}，直到它有应答` };
    case 'start':
      return { en: 'Setting the scene', 'zh-cn': '布置现场' };
    default:
      return { en: 'Ready', 'zh-cn': '就绪' };
  }
}

/** The stages of a start in order, as far as the page can know them beforehand; the runner adds `start` where a lab has one. */
export function expectedStages(hosts: readonly string[], seen: readonly { id: string }[]): string[] {
  const known = ['queue', 'network', 'world', ...hosts.map((h) => `host:${h}`), ...hosts.map((h) => `boot:${h}`)];
  const more = seen.map((s) => s.id).filter((id) => !known.includes(id) && id !== 'ready');
  return [...known, ...more];
}
