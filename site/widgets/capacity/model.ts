/** How much machine a mail system needs. Every assumption is an input; units are in the names. */
export interface Load {
  users: number;
  /** Sent and received, of one user. */
  messagesPerUserAndDay: number;
  meanMessageKiB: number;
  /** The busiest hour's share of a day's messages; an even spread would be 1/24. */
  busiestHourShare: number;
  /** Days that a message stays in the mailbox, on average. */
  retentionDays: number;
  /** Index, cache and full-text files as a share of the mail. */
  indexShare: number;
  /** Free space to keep, as a share of the disk. */
  freeShare: number;
  /** IMAP connections that are open at the same time, a user. */
  sessionsPerUser: number;
  antivirus: boolean;
}

/** Figures of our own that the result rests on; shown beside it. */
export const assumptions = {
  /** Disk writes of one delivery: queue file, its rename, mailbox file, index, log; each made durable by fsync. */
  writesPerDelivery: 5,
  /** Reads and writes of one open IMAP session an hour in the busiest hour. */
  operationsPerSessionAndHour: 60,
  /** Memory of one IMAP process that idles. */
  mibPerSession: 2,
  /** Operating system, MTA, caches. */
  baseMib: 1024,
  /** clamd with its full signatures. */
  antivirusMib: 1536,
  /** CPU seconds to take, filter and store one message. */
  cpuSecondsPerMessage: 0.05,
  /** … and to scan it for viruses. */
  cpuSecondsPerScan: 0.15,
} as const;

export interface Need {
  messagesPerSecondMean: number;
  messagesPerSecondPeak: number;
  /** Random operations a second in the busiest hour. */
  iops: number;
  /** Mail, index and free space, in GiB. */
  storageGiB: number;
  /** Files when each message is one (Maildir). */
  inodes: number;
  /** In the busiest hour, both directions together. */
  megabitsPerSecond: number;
  memoryGiB: number;
  /** Cores busy in the busiest hour, at most 70 % each. */
  cores: number;
}

export function need(load: Load): Need {
  const perDay = load.users * load.messagesPerUserAndDay;
  const mean = perDay / 86_400;
  const peak = (perDay * load.busiestHourShare) / 3600;
  const sessions = load.users * load.sessionsPerUser;
  const mailGiB = (perDay * load.retentionDays * load.meanMessageKiB) / 1024 ** 2;
  const cpu = assumptions.cpuSecondsPerMessage + (load.antivirus ? assumptions.cpuSecondsPerScan : 0);
  return {
    messagesPerSecondMean: mean,
    messagesPerSecondPeak: peak,
    iops: peak * assumptions.writesPerDelivery + (sessions * assumptions.operationsPerSessionAndHour) / 3600,
    storageGiB: (mailGiB * (1 + load.indexShare)) / (1 - load.freeShare),
    inodes: perDay * load.retentionDays,
    // In once and out once: to the mailbox's reader or to the next server.
    megabitsPerSecond: (peak * load.meanMessageKiB * 1024 * 8 * 2) / 1e6,
    memoryGiB: (assumptions.baseMib + sessions * assumptions.mibPerSession + (load.antivirus ? assumptions.antivirusMib : 0)) / 1024,
    cores: (peak * cpu) / 0.7,
  };
}
