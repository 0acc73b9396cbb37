import { ProbeFailure } from '../contract/check.ts';
import { ChannelLost, StreamReset } from '../contract/world-channel.ts';
import type { DialFailureCode } from '../contract/world-protocol.ts';
import { messageOf, PostlabError } from '../errors.ts';

/** The part of DialFailureCode that is the learner's side and goes into a verdict. */
export type RemoteFault = Extract<DialFailureCode, 'refused' | 'silent' | 'unreachable' | 'reset'>;

const remoteFaults: readonly string[] = ['refused', 'silent', 'unreachable', 'reset'] satisfies RemoteFault[];

export function isRemoteFault(code: string): code is RemoteFault {
  return remoteFaults.includes(code);
}

/** `mx:587` or `udp:mx:53` in words, for a dial that failed. `timeout` in milliseconds. */
export function dialFailed(fault: RemoteFault, target: { host: string; port: number; protocol?: 'tcp' | 'udp'; timeout: number }): ProbeFailure {
  const { host } = target;
  const port = target.protocol === 'udp' ? `UDP port ${target.port}` : `Port ${target.port}`;
  const zhPort = target.protocol === 'udp' ? `UDP ${target.port} 端口` : `${target.port} 端口`;
  switch (fault) {
    case 'refused':
      return new ProbeFailure({ en: `${port} of ${host} refused the connection.`, 'zh-cn': `${host} 的 ${zhPort}拒绝连接。` });
    case 'silent':
      return new ProbeFailure({
        en: `${port} of ${host} did not answer within ${seconds(target.timeout)} s.`,
        'zh-cn': `${host} 的 ${zhPort}在 ${seconds(target.timeout)} 秒内没有应答。`,
      });
    case 'unreachable':
      return new ProbeFailure({ en: `${host} could not be reached (${port.toLowerCase()}).`, 'zh-cn': `无法到达 ${host}（${zhPort}）。` });
    case 'reset':
      return new ProbeFailure({ en: `${port} of ${host} reset the connection.`, 'zh-cn': `${host} 的 ${zhPort}重置了连接。` });
  }
}

/** Nothing came within `timeout` milliseconds where a reply was due. `awaited` is what was sent last, or ''. */
export function noReply(to: string, awaited: string, timeout: number): ProbeFailure {
  return awaited
    ? new ProbeFailure({
        en: `${to} sent no reply to "${awaited}" within ${seconds(timeout)} s.`,
        'zh-cn': `${to} 在 ${seconds(timeout)} 秒内没有回应“${awaited}”。`,
      })
    : new ProbeFailure({
        en: `${to} accepted the connection but sent no greeting within ${seconds(timeout)} s.`,
        'zh-cn': `${to} 接受了连接，但在 ${seconds(timeout)} 秒内没有发出问候。`,
      });
}

/** The connection ended where a reply was due. `partial` is what had arrived of it. */
export function closedEarly(to: string, awaited: string, partial: string): ProbeFailure {
  const half = partial ? ` after "${partial}"` : '';
  const zhHalf = partial ? `（只收到“${partial}”）` : '';
  return awaited
    ? new ProbeFailure({
        en: `${to} closed the connection instead of answering "${awaited}"${half}.`,
        'zh-cn': `${to} 没有回应“${awaited}”就关闭了连接${zhHalf}。`,
      })
    : new ProbeFailure({ en: `${to} closed the connection without a greeting${half}.`, 'zh-cn': `${to} 没有发出问候就关闭了连接${zhHalf}。` });
}

/** Something came that the protocol does not allow. `found` is quoted, cut at 120 characters. */
export function notTheProtocol(to: string, protocol: string, found: string): ProbeFailure {
  const cut = found.length > 120 ? `${found.slice(0, 120)}…` : found;
  return new ProbeFailure({
    en: `${to} did not speak ${protocol}: it said ${JSON.stringify(cut)}.`,
    'zh-cn': `${to} 说的不是 ${protocol}：收到的是 ${JSON.stringify(cut)}。`,
  });
}

/** We could not look: never the learner's fault. */
export function couldNotLook(what: string, cause?: unknown): PostlabError {
  return new PostlabError({
    code: 'world-unreachable',
    status: 503,
    message: `The Internet of this sandbox should answer; ${what}.`,
    hint: 'Press Check again in a few seconds. If it stays so, reset the lab or run "npx postlab doctor".',
    cause,
  });
}

const peerCodes = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'CLOSED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_STREAM_DESTROYED',
]);
/** A StreamReset that crossed a thread boundary is left with its words only. */
const resetWords = /^the stream was reset \(([A-Z_]+)\)$/;

/**
 * Why a connected stream broke: the peer's doing becomes a ProbeFailure, the loss of our own way there
 * PostlabError `world-unreachable`. Errors that are either already pass unchanged.
 */
export function brokenStream(error: unknown, to: string, awaited: string): ProbeFailure | PostlabError {
  if (error instanceof ProbeFailure || error instanceof PostlabError) return error;
  if (error instanceof ChannelLost) return couldNotLook(`the connection to it was lost (${error.message})`, error);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : (resetWords.exec(messageOf(error))?.[1] ?? '');
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) {
    const reason = error instanceof Error && 'reason' in error ? String(error.reason) : messageOf(error);
    return new ProbeFailure({ en: `The TLS connection to ${to} broke: ${reason}.`, 'zh-cn': `与 ${to} 的 TLS 连接中断：${reason}。` });
  }
  if (code === 'ECONNREFUSED') return new ProbeFailure({ en: `${to} refused: nothing listens there.`, 'zh-cn': `${to} 拒绝了连接：该端口上没有服务。` });
  if (error instanceof StreamReset || resetWords.test(messageOf(error)) || peerCodes.has(code)) {
    if (code === 'ECONNRESET')
      return awaited
        ? new ProbeFailure({ en: `${to} reset the connection instead of answering "${awaited}".`, 'zh-cn': `${to} 没有回应“${awaited}”，而是重置了连接。` })
        : new ProbeFailure({ en: `${to} reset the connection.`, 'zh-cn': `${to} 重置了连接。` });
    return closedEarly(to, awaited, '');
  }
  return couldNotLook(`the connection to ${to} broke (${messageOf(error)})`, error);
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}
