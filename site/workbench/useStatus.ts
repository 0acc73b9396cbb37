import { useEffect, useState } from 'preact/hooks';
import type { ImageState, Status } from '../../lab-runner/contract/api.ts';
import { apiPath, ask } from '../client/api.ts';

/** Can this lab be started now, and if not, what is in the way. */
export type Readiness =
  | { kind: 'unknown' }
  | { kind: 'ready' }
  | { kind: 'absent' }
  | { kind: 'off'; message: string; hint: string }
  | { kind: 'images'; images: ImageState[] };

/** Milliseconds between two looks while something is in the way. */
const lookEvery = 3_000;

/** `needed`: images of the lab's hosts; the world is always needed. Pure. */
export function readinessOf(status: Status, needed: readonly string[]): Readiness {
  if (status.labsUnavailable) return { kind: 'off', ...status.labsUnavailable };
  const names = new Set([...needed, 'world']);
  const images = status.images.filter((image) => names.has(image.name));
  return images.length === 0 || images.some((image) => image.state !== 'ready') ? { kind: 'images', images } : { kind: 'ready' };
}

/** Looks until the lab can be started; `watch` false: not at all. */
export function useReadiness(needed: readonly string[], watch: boolean): Readiness {
  const [readiness, setReadiness] = useState<Readiness>({ kind: 'unknown' });
  useEffect(() => {
    if (!watch) return;
    let timer = 0;
    let over = false;
    const look = async () => {
      const reply = await ask<Status>(apiPath('status'));
      if (over) return;
      const next: Readiness = reply.kind === 'ok' ? readinessOf(reply.value, needed) : { kind: 'absent' };
      setReadiness(next);
      if (next.kind !== 'ready') timer = window.setTimeout(() => void look(), lookEvery);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [watch, needed.join(' ')]);
  return readiness;
}
