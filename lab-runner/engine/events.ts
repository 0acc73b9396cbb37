import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { EngineEvent, Labels } from './engine.ts';

const actions = new Set(['start', 'die', 'oom', 'stop']);

/** Follows the engine's events until `signal` aborts; comes back by itself when the engine was away. */
export function watchEvents(docker: Docker, labels: Labels, onEvent: (event: EngineEvent) => void, signal: AbortSignal): void {
  void follow(docker, labels, onEvent, signal);
}

async function follow(docker: Docker, labels: Labels, onEvent: (event: EngineEvent) => void, signal: AbortSignal): Promise<void> {
  for (let wait = 200; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
    try {
      const stream = (await docker.getEvents({
        filters: { type: ['container'], label: Object.entries(labels).map(([k, v]) => `${k}=${v}`) },
      })) as NodeJS.ReadableStream & { destroy(): void };
      const stop = () => stream.destroy();
      // It may have ended while the engine was being asked.
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      wait = 200;
      for await (const line of createInterface({ input: stream })) {
        const event = JSON.parse(line) as { Action?: string; Actor?: { ID?: string; Attributes?: Labels } };
        if (!event.Action || !actions.has(event.Action) || !event.Actor?.ID) continue;
        onEvent({ container: event.Actor.ID, action: event.Action as EngineEvent['action'], labels: event.Actor.Attributes ?? {} });
      }
      signal.removeEventListener('abort', stop);
    } catch {
      // The engine is away or was restarted: asked again below, with growing pauses.
    }
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
}
