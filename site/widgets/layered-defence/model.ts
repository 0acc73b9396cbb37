import type { Message } from './stream.ts';

export interface Config {
  /** Refuse from so many lists on; 0: blocklists off. */
  lists: 0 | 1 | 2 | 3;
  dmarc: boolean;
  greylist: boolean;
  keywords: boolean;
  antivirus: 'off' | 'open' | 'closed';
  /** Is the virus scanner reachable this morning? */
  scannerUp: boolean;
  /** Points from which a message goes to Junk, and from which it is refused. */
  junkAt: number;
  refuseAt: number;
  /** What makes a sender a friend, for whom the layers behind are skipped. */
  allowlist: 'off' | 'from' | 'dmarc';
}
export type Layer = 'lists' | 'dmarc' | 'greylist' | 'keywords' | 'content' | 'antivirus';
export interface Fate {
  message: Message;
  end: 'inbox' | 'junk' | 'refused' | 'waiting';
  by: Layer | null;
  /** Seconds of delay, and milliseconds of processor. */
  delay: number;
  cpu: number;
}

/** What a layer costs a message that reaches it: assumed, and of the right order on a small server. */
export const costs: Record<Layer, { delay: number; cpu: number }> = {
  lists: { delay: 0.05, cpu: 0.5 },
  dmarc: { delay: 0.1, cpu: 3 },
  greylist: { delay: 0, cpu: 1 },
  keywords: { delay: 0, cpu: 2 },
  content: { delay: 0.4, cpu: 60 },
  antivirus: { delay: 0.3, cpu: 80 },
};

/** One message through the layers in the order of the dialogue: cheap ones, which need no content, first. */
export function fate(message: Message, config: Config): Fate {
  let delay = 0;
  let cpu = 0;
  const pay = (layer: Layer): void => {
    delay += costs[layer].delay;
    cpu += costs[layer].cpu;
  };
  const done = (end: Fate['end'], by: Layer | null): Fate => ({ message, end, by, delay, cpu });
  // A friend by the From line is whoever writes that line; by DMARC, only who passed.
  const friend = config.allowlist === 'from' ? message.claimsFriend : config.allowlist === 'dmarc' && message.claimsFriend && message.dmarc === 'pass';
  if (!friend) {
    if (config.lists > 0) {
      pay('lists');
      if (message.lists >= config.lists) return done('refused', 'lists');
    }
    if (config.greylist) {
      pay('greylist');
      if (message.retries === null) return done('refused', 'greylist');
      delay += message.retries * 60;
    }
    if (config.dmarc) {
      pay('dmarc');
      if (message.dmarc === 'fail') return done('refused', 'dmarc');
    }
    if (config.keywords) {
      pay('keywords');
      if (message.keyword) return done('refused', 'keywords');
    }
  }
  // Nobody is so much a friend that his attachments are not looked at.
  if (config.antivirus !== 'off') {
    if (config.scannerUp) {
      pay('antivirus');
      if (message.signature) return done('refused', 'antivirus');
    } else if (config.antivirus === 'closed') return done('waiting', 'antivirus');
  }
  if (!friend) {
    pay('content');
    if (message.score >= config.refuseAt) return done('refused', 'content');
    if (message.score >= config.junkAt) return done('junk', 'content');
  }
  return done('inbox', null);
}

export interface Summary {
  fates: Fate[];
  /** Unwanted ones: refused or in Junk; in the inbox. */
  caught: number;
  missed: number;
  /** Wanted ones that were refused, and that lie in Junk. */
  lost: number;
  junked: number;
  waiting: number;
  /** Malicious ones in inbox or Junk. */
  infected: number;
  cpuSeconds: number;
  /** Of the wanted ones that arrived, in seconds. */
  meanDelay: number;
  by: Partial<Record<Layer, { unwanted: number; wanted: number }>>;
}

export function simulate(messages: readonly Message[], config: Config): Summary {
  const fates = messages.map((message) => fate(message, config));
  const count = (test: (f: Fate) => boolean): number => fates.filter(test).length;
  const arrived = fates.filter((f) => f.message.wanted && (f.end === 'inbox' || f.end === 'junk'));
  const by: Summary['by'] = {};
  for (const f of fates)
    if (f.by) {
      const entry = by[f.by] ?? { unwanted: 0, wanted: 0 };
      if (f.message.wanted) entry.wanted++;
      else entry.unwanted++;
      by[f.by] = entry;
    }
  return {
    fates,
    caught: count((f) => !f.message.wanted && (f.end === 'refused' || f.end === 'junk')),
    missed: count((f) => !f.message.wanted && f.end === 'inbox'),
    lost: count((f) => f.message.wanted && f.end === 'refused'),
    junked: count((f) => f.message.wanted && f.end === 'junk'),
    waiting: count((f) => f.end === 'waiting'),
    infected: count((f) => f.message.malicious && (f.end === 'inbox' || f.end === 'junk')),
    cpuSeconds: fates.reduce((sum, f) => sum + f.cpu, 0) / 1000,
    meanDelay: arrived.length === 0 ? 0 : arrived.reduce((sum, f) => sum + f.delay, 0) / arrived.length,
    by,
  };
}

export interface RocPoint {
  threshold: number;
  /** Share of the unwanted that is caught, and of the wanted that is not in the inbox. */
  caught: number;
  wronged: number;
}
/** The content threshold from -3 to 16, everything else as configured: what is bought, and what it costs. */
export function roc(messages: readonly Message[], config: Config): RocPoint[] {
  const unwanted = messages.filter((m) => !m.wanted).length;
  const wanted = messages.length - unwanted;
  return Array.from({ length: 77 }, (_, i) => -3 + i / 4).map((threshold) => {
    const s = simulate(messages, { ...config, junkAt: threshold, refuseAt: Math.max(threshold, config.refuseAt) });
    return { threshold, caught: s.caught / unwanted, wronged: (s.lost + s.junked) / wanted };
  });
}

/** Area under the curve by the rank of scores: the chance that an unwanted message has more points than a wanted one. */
export function areaUnderCurve(messages: readonly Message[]): number {
  const bad = messages.filter((m) => !m.wanted);
  const good = messages.filter((m) => m.wanted);
  let wins = 0;
  for (const b of bad) for (const g of good) wins += b.score > g.score ? 1 : b.score === g.score ? 0.5 : 0;
  return wins / (bad.length * good.length);
}
