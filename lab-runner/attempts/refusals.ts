import { PostlabError } from '../errors.ts';

export function notFound(what: string, id: string): PostlabError {
  return new PostlabError({
    code: `unknown-${what}`,
    status: 404,
    message: `There is no ${what} "${id.slice(0, 60)}" here.`,
    hint: 'It may have ended, or belong to another browser. Go back to the list of labs.',
  });
}

/** Something that needs running hosts was asked of an attempt in another state. */
export function notReady(state: string): PostlabError {
  return new PostlabError({
    code: 'wrong-state',
    status: 409,
    message: `The lab is not ready: it is ${state}.`,
    hint:
      state === 'ended'
        ? 'Start the lab again.'
        : state === 'stopped'
          ? 'Press Start lab: the stopped hosts come back as they were.'
          : 'Wait until it is ready.',
  });
}
