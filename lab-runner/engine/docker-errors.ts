import { messageOf, PostlabError } from '../errors.ts';

interface DockerFailure {
  statusCode?: number;
  code?: string;
  reason?: string;
  json?: { message?: string };
}

const detailOf = (error: unknown) => (error as DockerFailure | null) ?? {};

/** HTTP status of a refusal by the engine, or null when it was something else. */
export function engineStatus(error: unknown): number | null {
  return detailOf(error).statusCode ?? null;
}

const unreachable = new Set(['ENOENT', 'ECONNREFUSED', 'EACCES', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']);

/** What the engine said, as an error a person can act on. */
export function engineError(doing: string, error: unknown): PostlabError {
  if (error instanceof PostlabError) return error;
  const { statusCode, code, json } = detailOf(error);
  const said = json?.message ?? messageOf(error);
  if (code && unreachable.has(code)) {
    return new PostlabError({
      code: 'engine-unreachable',
      status: 503,
      message: `The Docker engine did not answer while ${doing}: ${said}.`,
      hint:
        code === 'EACCES'
          ? 'Let your user talk to Docker (add it to the group "docker" and log in again), then try again.'
          : 'Start Docker (for example: sudo systemctl start docker), then try again.',
      cause: error,
    });
  }
  if (/no space left on device/i.test(said)) {
    return new PostlabError({
      code: 'engine-disk-full',
      status: 507,
      message: `The Docker engine's disk is full (while ${doing}): ${said}`,
      hint: 'Free some space on it ("docker system df" shows what takes it), then try again.',
      cause: error,
    });
  }
  if (statusCode === 404 && /no such image/i.test(said)) {
    return new PostlabError({
      code: 'image-missing',
      status: 503,
      message: `An image is not on the Docker engine (while ${doing}): ${said}`,
      hint: 'Start Postlab again: it builds what is missing.',
      cause: error,
    });
  }
  return new PostlabError({
    code: statusCode === 404 ? 'engine-object-gone' : 'engine-refused',
    status: 503,
    message: `The Docker engine refused ${doing}: ${said}`,
    hint: 'Run "npx postlab doctor". If it finds nothing, the message above names the cause.',
    cause: error,
  });
}

/** Runs one call of the engine; `missing` is the result when what it is about is gone already. */
export async function asked<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw engineError(doing, error);
  }
}

/** Like `asked`, but these statuses (for example 304 "already started", 404 "gone") are answers, not failures. */
export async function askedOr<T>(doing: string, fine: readonly number[], otherwise: T, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (fine.includes(engineStatus(error) ?? 0)) return otherwise;
    throw engineError(doing, error);
  }
}
