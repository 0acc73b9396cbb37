import type { ItemResult } from '../contract/attempt.ts';
import type { CanaryReport } from '../contract/canary.ts';
import type { LocalizedText } from '../contract/text.ts';
import type { InternetCall, WorldMessage } from '../contract/world.ts';

/** What the worker that runs a lab's checks is given. It has no engine and no link of its own: it asks over its port. */
export interface WorkerJob {
  checksFile: string;
  /** In order; ids of tasks and invariants. `deadline`: milliseconds for its check. */
  items: { id: string; kind: 'task' | 'invariant'; deadline: number }[];
  answers: Record<string, string>;
  concurrency: number;
  /** Milliseconds that a world which was too busy has to become quick again, before a check looks once more. */
  calm: number;
  sandbox: SandboxView;
  /** Folder where Node keeps compiled modules, for the next worker. */
  compiled?: string;
}

/** The sandbox as the probes see it. */
export interface SandboxView {
  id: string;
  parameters: Record<string, string>;
  hosts: { name: string; address: string; container: string }[];
  personas: { name: string; address: string; domain: string; mx: string }[];
  /** Signs partners' mail. */
  partnerKey: { selector: string; privatePem: string };
  ca: string;
  /** Host name → mount path → volume name. */
  volumes: Record<string, Record<string, string>>;
}

/** Bytes of one stream that may be on their way to a worker that has not read them. */
export const portWindow = 256 * 1024;

/** Worker → runner. `call` is a number of the worker's choosing, repeated in the answer; `stream` likewise. */
export type FromWorker =
  | { t: 'dial'; call: number; stream: number; options: { from: string; to: string; port: number; protocol?: 'tcp' | 'udp'; timeout?: number } }
  | { t: 'write'; stream: number; chunk: Uint8Array }
  /** So many bytes of "data" were read: room for more. */
  | { t: 'taken'; stream: number; bytes: number }
  | { t: 'end'; stream: number }
  | { t: 'destroy'; stream: number }
  | { t: 'archive'; call: number; container: string; path: string }
  | { t: 'usage'; call: number; volume: string }
  | { t: 'messages'; call: number }
  | { t: 'canary'; call: number; now: boolean }
  | { t: 'internet'; call: number; what: InternetCall }
  | { t: 'lag'; call: number }
  /** One check begins anew, because its failure could not be judged fairly: at most so many milliseconds more. */
  | { t: 'again'; more: number }
  | { t: 'result'; result: ItemResult }
  | { t: 'broken'; cause: string };

/** Runner → worker. */
export type ToWorker =
  | { t: 'answer'; call: number; value: unknown }
  | {
      t: 'failed';
      call: number;
      problem: { kind: 'probe'; observed: LocalizedText; expected?: LocalizedText } | { kind: 'error'; code: string; message: string; hint: string };
    }
  | { t: 'data'; stream: number; chunk: Uint8Array }
  /** The last "write" has been taken: the next may come. */
  | { t: 'written'; stream: number }
  | { t: 'ended'; stream: number }
  | { t: 'closed'; stream: number; error: string };

export type MessageSource = (sandbox: string) => Promise<WorldMessage[]>;
export type CanarySource = (sandbox: string, now: boolean) => Promise<CanaryReport>;
