import { z } from 'zod';
import { internetCall, querySeen, worldEvent, worldSandbox } from './world.ts';

/**
 * What runner and world say to each other. Every frame is `u32 length, u8 type, payload`, big-endian,
 * where length counts type and payload. Control frames carry JSON, the others belong to one stream.
 */
export const frameType = { control: 0, data: 1, credit: 2, end: 3, reset: 4 } as const;
export type FrameType = (typeof frameType)[keyof typeof frameType];

/** A control frame may carry a whole message in base64; a data frame never more than one slice or datagram. */
export const maxFrameBytes = 48 * 1024 * 1024;
/** Bytes a stream's sender may have on the way before the receiver's reader has taken them. */
export const streamWindow = 256 * 1024;

/** Why a dial failed. The first four are the learner's side and go into a verdict; the others mean that we could not look. */
export const dialFailure = z.enum(['refused', 'silent', 'unreachable', 'reset', 'unknown-sandbox', 'not-allowed', 'world-fault']);
export type DialFailureCode = z.infer<typeof dialFailure>;

export const dialCall = z.strictObject({
  method: z.literal('dial'),
  /** Id of the stream that is opened on success, chosen by the runner, never used again on this connection. */
  stream: z.number().int().positive(),
  sandbox: z.string(),
  /** Both of one family. */
  from: z.union([z.ipv4(), z.ipv6()]),
  to: z.union([z.ipv4(), z.ipv6()]),
  port: z.number().int().min(1).max(65535),
  protocol: z.enum(['tcp', 'udp']),
  /** Milliseconds until a silent host counts as silent. */
  timeout: z.number().positive().max(120_000),
});
export type DialCall = z.infer<typeof dialCall>;

export const worldCall = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('put'), sandbox: worldSandbox }),
  z.strictObject({ method: z.literal('drop'), sandbox: z.string() }),
  dialCall,
  z.strictObject({ method: z.literal('internet'), sandbox: z.string(), call: internetCall }),
  z.strictObject({ method: z.literal('lag') }),
  /** Keeps the connection: world closes one that was silent for `silenceLimit`. */
  z.strictObject({ method: z.literal('ping') }),
  /** From now on events are sent, oldest first. */
  z.strictObject({ method: z.literal('subscribe') }),
]);
export type WorldCall = z.infer<typeof worldCall>;

/** `internet` answers with what its call is about, `lag` with a number, everything else with null. */
export const worldAnswer = z.union([z.number(), z.null(), z.array(querySeen), z.array(z.number())]);
export type WorldAnswer = z.infer<typeof worldAnswer>;

/** Runner → world. */
export const toWorld = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('request'), id: z.number().int().positive(), call: worldCall }),
  /** The caller no longer waits: an unfinished dial is given up. */
  z.strictObject({ t: z.literal('cancel'), id: z.number().int().positive() }),
  z.strictObject({ t: z.literal('ack'), epoch: z.string(), seq: z.number().int() }),
]);
export type ToWorld = z.infer<typeof toWorld>;

/** World → runner. `hello` comes first on every connection. */
export const fromWorld = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    protocol: z.literal(1),
    /** New with every start of world: nothing that was put before it is known. */
    epoch: z.string(),
    sandboxes: z.array(z.strictObject({ id: z.string(), revision: z.number().int() })),
  }),
  z.strictObject({ t: z.literal('result'), id: z.number().int().positive(), value: worldAnswer }),
  z.strictObject({ t: z.literal('failure'), id: z.number().int().positive(), code: z.string(), message: z.string() }),
  z.strictObject({ t: z.literal('event'), event: worldEvent }),
]);
export type FromWorld = z.infer<typeof fromWorld>;

/** Milliseconds: the runner pings this often, and either side gives up after `silenceLimit` without a frame. */
export const pingEvery = 5_000;
export const silenceLimit = 20_000;
/** Events on the way that the runner has not acknowledged yet. */
export const eventWindow = 8;
