import type { Readable } from 'node:stream';
import { ProbeFailure } from '../contract/check.ts';

/** Bytes of one archive, headers included: far more than any lab reads, and what a runner can afford for several learners at once. */
export const largestArchive = 64 * 1024 * 1024;

/**
 * The whole archive of a learner's file or folder, in memory of its own. A learner can make files of any size, and sparse
 * ones for nothing: too much of it is a ProbeFailure that says so, before it is in memory.
 */
export async function wholeArchive(tar: Readable, path: string, limit: number = largestArchive): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop destroys the stream, and with it the engine's reading.
  for await (const chunk of tar) {
    size += (chunk as Buffer).length;
    if (size > limit) throw tooLarge(path, limit);
    chunks.push(chunk as Buffer);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function tooLarge(path: string, limit: number): ProbeFailure {
  const size = limit >= 1024 * 1024 ? `${limit / 1024 / 1024} MiB` : `${limit} bytes`;
  return new ProbeFailure(
    { en: `${path} holds more than ${size}, which is not read.`, 'zh-cn': `${path} 超过 ${size}，不予读取。` },
    { en: `at most ${size} in ${path}`, 'zh-cn': `${path} 不超过 ${size}` },
  );
}
