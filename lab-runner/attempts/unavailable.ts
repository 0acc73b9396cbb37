import { PostlabError } from '../errors.ts';
import type { Attempts } from './attempts.ts';

/** Stands in while there is no engine: every request is refused with the reason and what to do. */
export function unavailableAttempts(reason: () => { message: string; hint: string }): Attempts {
  const refuse = () => {
    throw new PostlabError({ code: 'labs-unavailable', status: 503, ...reason() });
  };
  return new Proxy({} as Attempts, { get: (_target, name) => (name === 'then' ? undefined : refuse) });
}
