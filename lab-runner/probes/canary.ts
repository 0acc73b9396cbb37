import type { CanaryItem, CanaryProbe, CanaryReport } from '../contract/canary.ts';
import { type CheckContext, fail, type Observation, pass, type ReceivedMessage, type Verdict } from '../contract/check.ts';
import { type Pace, paceOf, underWay } from '../contract/pace.ts';
import type { LocalizedText } from '../contract/text.ts';
import { badCheck, type Network } from './network.ts';

export interface CanaryTools {
  network: Network;
  report: (now: boolean) => Promise<CanaryReport>;
  imap: CheckContext['imap'];
  outside: CheckContext['outside'];
  until: CheckContext['until'];
}

/** What a check may ask about the numbered mail, and the two verdicts that every lab needs. */
export class Canary implements CanaryProbe {
  readonly #t: CanaryTools;

  constructor(tools: CanaryTools) {
    this.#t = tools;
  }

  async look({ now = false }: { now?: boolean } = {}): Promise<CanaryReport> {
    const report = await this.#t.report(now);
    if (report.items.length === 0) throw badCheck('numbered mail of a lab with `canary`', 'none');
    return report;
  }

  /** A new round, without what attackers sent. */
  async #honest(): Promise<CanaryReport> {
    const report = await this.look({ now: true });
    return { ...report, items: report.items.filter((i) => !i.attack) };
  }

  async backscatter(): Promise<ReceivedMessage[]> {
    return (await this.#t.outside.received()).filter((message) => message.mailFrom === '');
  }

  async unharmed(): Promise<Verdict> {
    return (await this.#harm(await this.#honest())) ?? pass();
  }

  async arrived(options: { logins: Record<string, { user: string; password: string; folder?: string }>; host?: string; timeout?: number }): Promise<Verdict> {
    const timeout = options.timeout ?? 25_000;
    const begun = performance.now();
    const end = begun + timeout;
    let report = await this.#honest();
    let tries = 1;
    const enough = () =>
      report.items.every((i) => i.state !== 'waiting') || (tries >= fewestTries && performance.now() - begun > Math.min(timeout, stillWaiting));
    // Every look tries all of them at once: a server that is well accepts them now. One that stands still for a while may do so once.
    await this.#t.until(
      async () => {
        if (enough()) return true;
        report = await this.#honest();
        tries++;
        return enough();
      },
      { timeout: longestTries, every: 2_000 },
    );
    const harm = await this.#harm(report);
    if (harm) return harm;
    const waiting = report.items.filter((i) => i.state === 'waiting');
    const first = waiting[0];
    if (first) {
      return fail({
        because: this.#note(report, first),
        expected: allArrived,
        observed: {
          en: `${waiting.length} of ${report.items.length} still wait with their sender; no. ${first.number} to ${first.to} was answered: ${first.lastReply}`,
          'zh-cn': `${report.items.length} 封里有 ${waiting.length} 封仍在发件方排队；发往 ${first.to} 的第 ${first.number} 封得到的回复：${first.lastReply}`,
        },
      });
    }
    return (await this.#outbound(report, end)) ?? (await this.#inbound(report, options, end)) ?? pass(this.#note(report));
  }

  async prompt(flow: string, options: { timeout?: number } = {}): Promise<Verdict> {
    const known = (await this.look()).items.filter((i) => i.flow === flow);
    const target = known[0]?.target ?? null;
    if (target === null) throw badCheck('a flow of this lab with a target', flow);
    const before = new Set(known.map((i) => i.token));
    const begun: Timed[] = [];
    const enough = await this.#t.until(
      async () => {
        const report = await this.look({ now: true });
        const fresh = report.items.filter((i) => i.flow === flow && !before.has(i.token));
        const seen = fresh.some((i) => i.direction === 'outbound') ? await this.#seenOutside() : [];
        const arrival = (item: CanaryItem) => seen.find(({ text }) => text.includes(item.token))?.at ?? null;
        begun.splice(0, Number.POSITIVE_INFINITY, ...fresh.map((item) => timed(item, arrival(item))));
        return (
          begun.filter((i) => i.pace === 'prompt').length >= wantedOnTime ||
          begun.filter((i) => i.pace === 'late' || i.item.state === 'rejected').length >= mostLate
        );
      },
      { timeout: options.timeout ?? 30_000, every: 1_000 },
    );
    const onTime = begun.filter((i) => i.pace === 'prompt');
    const worst = begun.toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0))[0];
    const line = this.#times(begun, worst);
    const took = begun.map((i) => ((i.time ?? 0) / 1000).toFixed(1));
    const times = { en: `${took.join(', ')} s`, 'zh-cn': `${took.join('、')} 秒` };
    if (enough && onTime.length >= wantedOnTime) return pass(line, times);
    const route = known[0] as CanaryItem;
    return fail({
      because: line,
      expected: {
        en: `numbered mail from ${route.from} to ${route.to} is there within ${target / 1000} s`,
        'zh-cn': `从 ${route.from} 发往 ${route.to} 的编号邮件在 ${target / 1000} 秒内到达`,
      },
      observed: {
        en: `of ${begun.length} sent now, ${onTime.length} were on time; they have been under way for ${times.en}`,
        'zh-cn': `刚发的 ${begun.length} 封里只有 ${onTime.length} 封准时；它们在路上用了 ${times['zh-cn']}`,
      },
      hint: {
        en: 'The page counts as late what was not there in time, from the start of the lab on. What was late before the repair is not held against you.',
        'zh-cn': '页面上的“超时”从实验开始就在计数，凡是没有按时到达的都算。修好之前的超时不会扣您的分。',
      },
    });
  }

  async #seenOutside(): Promise<{ text: string; at: number }[]> {
    return (await this.#t.outside.received()).filter((m) => m.mailFrom !== '').map((m) => ({ text: m.raw.toString('latin1'), at: m.at.getTime() }));
  }

  #times(begun: readonly Timed[], marked: Timed | undefined): Observation | undefined {
    const recorder = this.#t.network.begin('outside', 'the senders of the numbered mail', 'learner');
    let line: Observation | undefined;
    for (const one of begun) {
      const { item, pace, time } = one;
      const seconds = time === null ? '-' : (time / 1000).toFixed(1);
      const said = recorder.note({
        en: `no. ${item.number} ${item.from} → ${item.to}: ${seconds} s, ${pace ?? item.state}: ${item.lastReply}`,
        'zh-cn': `第 ${item.number} 封 ${item.from} → ${item.to}：${seconds} 秒，${pace ? paceWords[pace] : stateWords[item.state]}：${item.lastReply}`,
      });
      if (one === marked) line = said;
    }
    return line;
  }

  /** What cannot be made good again. */
  async #harm(report: CanaryReport): Promise<Verdict | null> {
    const relayed = report.relayed[0];
    if (relayed) {
      return fail({
        because: this.#note(report, undefined, `${relayed.at.toISOString()} RCPT TO:<${relayed.to}> from a stranger: ${relayed.reply}`),
        expected: {
          en: 'all the time, a stranger who wants to send through this server to somebody else is refused',
          'zh-cn': '自始至终，想借这台服务器向别人发信的陌生人都被拒绝',
        },
        observed: {
          en: `${report.relayed.length} time(s) a stranger was let through, first at ${clock(relayed.at)}: ${relayed.reply}`,
          'zh-cn': `有 ${report.relayed.length} 次放行了陌生人，第一次在 ${clock(relayed.at)}：${relayed.reply}`,
        },
        hint: {
          en: 'For a while this was an open relay. Spammers need only minutes. Reset the lab to begin with a clean record.',
          'zh-cn': '有一段时间它成了开放中继，垃圾邮件发送者只需要几分钟。要得到干净的记录，请重置实验。',
        },
      });
    }
    const rejected = report.items.find((i) => i.state === 'rejected');
    if (rejected) {
      return fail({
        because: this.#note(report, rejected),
        expected: noneLost,
        observed: {
          en: `no. ${rejected.number} to ${rejected.to} was refused for good at ${clock(rejected.endedAt ?? rejected.begunAt)}: ${rejected.lastReply}`,
          'zh-cn': `发往 ${rejected.to} 的第 ${rejected.number} 封在 ${clock(rejected.endedAt ?? rejected.begunAt)} 被永久拒绝：${rejected.lastReply}`,
        },
        hint: {
          en: 'A 5xx makes the sender give up at once; a 4xx or a server that is away for a minute makes it come back. Reset the lab to begin with a clean record.',
          'zh-cn': '5xx 会让发件方立刻放弃；4xx，或者服务器离开一分钟，发件方都会再来。要得到干净的记录，请重置实验。',
        },
      });
    }
    const bounces = await this.backscatter();
    for (const bounce of bounces) {
      const text = bounce.raw.toString('latin1');
      const item = report.items.find((i) => text.includes(i.token));
      if (!item) continue;
      return fail({
        because: bounce,
        expected: noneLost,
        observed: {
          en: `no. ${item.number} to ${item.to} was accepted and then returned to its sender as undeliverable`,
          'zh-cn': `发往 ${item.to} 的第 ${item.number} 封被接受后又作为无法投递退回了发件人`,
        },
        hint: {
          en: 'What a server has accepted it has to deliver. Reset the lab to begin with a clean record.',
          'zh-cn': '服务器接受了的邮件就必须送达。要得到干净的记录，请重置实验。',
        },
      });
    }
    return null;
  }

  async #outbound(report: CanaryReport, end: number): Promise<Verdict | null> {
    const sent = report.items.filter((i) => i.direction === 'outbound');
    if (sent.length === 0) return null;
    let texts: string[] = [];
    const copies = (item: CanaryItem) => texts.filter((text) => text.includes(item.token)).length;
    await this.#t.until(
      async () => {
        texts = (await this.#seenOutside()).map(({ text }) => text);
        return sent.every((i) => copies(i) > 0);
      },
      { timeout: left(end), every: 1_000 },
    );
    return this.#counted(report, sent, copies);
  }

  async #inbound(report: CanaryReport, options: Parameters<CanaryProbe['arrived']>[0], end: number): Promise<Verdict | null> {
    for (const address of new Set(report.items.filter((i) => i.direction === 'inbound').map((i) => i.to))) {
      const login = options.logins[address];
      if (!login) throw badCheck(`logins for ${address}`, Object.keys(options.logins).join(', '));
      const host = options.host ?? this.#t.network.sandbox.hosts[0]?.name ?? '';
      const opened = await this.#t.imap.login({ host, port: 993, tls: true, user: login.user, password: login.password });
      if (!opened.ok) {
        return fail({
          because: opened,
          expected: { en: `${login.user} logs in on port 993 and reads the mail`, 'zh-cn': `${login.user} 能在 993 端口登录读信` },
          observed: opened.text,
        });
      }
      await using session = opened.session;
      const sent = report.items.filter((i) => i.to === address);
      let texts: string[] = [];
      const copies = (item: CanaryItem) => texts.filter((text) => text.includes(item.token)).length;
      await this.#t.until(
        async () => {
          texts = (await session.messages(login.folder ?? 'INBOX', 'Order no. ')).map((m) => m.raw.toString('latin1'));
          return sent.every((i) => copies(i) > 0);
        },
        { timeout: left(end), every: 1_000 },
      );
      const verdict = this.#counted(report, sent, copies);
      if (verdict) return verdict;
    }
    return null;
  }

  #counted(report: CanaryReport, sent: readonly CanaryItem[], copies: (item: CanaryItem) => number): Verdict | null {
    const lost = sent.filter((i) => copies(i) === 0);
    const one = lost[0];
    if (one) {
      return fail({
        because: this.#note(report, one),
        expected: allArrived,
        observed: {
          en: `${lost.length} of ${sent.length} to ${one.to} were accepted but did not arrive, the first is no. ${one.number} of ${clock(one.endedAt ?? one.begunAt)}`,
          'zh-cn': `发往 ${one.to} 的 ${sent.length} 封里有 ${lost.length} 封已被接受却没有到达，第一封是 ${clock(one.endedAt ?? one.begunAt)} 的第 ${one.number} 封`,
        },
        hint: {
          en: 'Either they wait in a queue, or they were thrown away. What was thrown away does not come back: reset the lab then.',
          'zh-cn': '它们或者还在队列里，或者被丢弃了。丢弃的邮件回不来，那就只能重置实验。',
        },
      });
    }
    const twice = sent.find((i) => copies(i) > 1 && !i.uncertain);
    if (!twice) return null;
    return fail({
      because: this.#note(report, twice),
      expected: allArrived,
      observed: {
        en: `no. ${twice.number} to ${twice.to} arrived ${copies(twice)} times`,
        'zh-cn': `发往 ${twice.to} 的第 ${twice.number} 封到达了 ${copies(twice)} 次`,
      },
    });
  }

  /** The senders' record as evidence. @returns the line of `marked`, of `text`, or of the sum */
  #note(report: CanaryReport, marked?: CanaryItem, text?: string): Observation {
    const recorder = this.#t.network.begin('outside', 'the senders of the numbered mail', 'learner');
    const count = (state: CanaryItem['state']) => report.items.filter((i) => i.state === state).length;
    const [all, accepted, waiting, rejected] = [report.items.length, count('accepted'), count('waiting'), count('rejected')];
    const sum = recorder.note({
      en: `${all} numbers begun, ${accepted} accepted, ${waiting} waiting, ${rejected} refused for good`,
      'zh-cn': `已发出 ${all} 个编号：接受 ${accepted}，等待 ${waiting}，永久拒绝 ${rejected}`,
    });
    let line: Observation | null = text ? recorder.fact(text) : null;
    // The marked one, what waits or was refused, and the latest.
    const shown = report.items.filter((i) => i === marked || i.state !== 'accepted').slice(0, 12);
    for (const item of new Set([...shown, ...(marked ? [marked] : []), ...report.items.slice(-3)])) {
      const ended = item.endedAt ? ` ${clock(item.endedAt)}` : '';
      const said = recorder.note({
        en: `no. ${item.number} ${item.from} → ${item.to}, begun ${clock(item.begunAt)}, tried ${item.attempts} time(s), ${item.state}${ended}: ${item.lastReply}`,
        'zh-cn': `第 ${item.number} 封 ${item.from} → ${item.to}，${clock(item.begunAt)} 发出，试了 ${item.attempts} 次，${stateWords[item.state]}${ended}：${item.lastReply}`,
      });
      if (item === marked) line = said;
    }
    return line ?? sum;
  }
}

const allArrived: LocalizedText = {
  en: 'every message of the numbered mail that flows all through this lab arrives exactly once',
  'zh-cn': '实验期间一直流动的编号邮件，每一封都恰好到达一次',
};
const noneLost: LocalizedText = {
  en: 'none of the numbered mail that flows all through this lab is refused for good or returned',
  'zh-cn': '实验期间一直流动的编号邮件，没有一封被永久拒绝或退回',
};
const stateWords = { waiting: '等待', accepted: '已接受', rejected: '永久拒绝' } as const;
const paceWords = { prompt: '准时', late: '超时', open: '还在路上' } as const;
const stillWaiting = 8_000;
const fewestTries = 4;
/** A try of a host that hears nothing takes twenty seconds. */
const longestTries = 30_000;
/** Two on time are no accident where every number is late; one late is one on a busy machine. */
const wantedOnTime = 2;
const mostLate = 4;
interface Timed {
  item: CanaryItem;
  pace: Pace | null;
  time: number | null;
}
function timed(item: CanaryItem, arrivedAt: number | null): Timed {
  const now = Date.now();
  return { item, pace: paceOf(item, arrivedAt, now), time: underWay(item, arrivedAt, now) };
}
const clock = (date: Date): string => `${date.toISOString().slice(11, 19)} UTC`;
const left = (end: number): number => Math.max(10_000, end - performance.now());
