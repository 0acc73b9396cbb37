import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Attempts } from '../attempts/attempts.ts';
import type { LabSummary, Status } from '../contract/api.ts';
import type { Lessons } from '../lessons/lessons.ts';
import type { Keys } from './identity.ts';

/** What the routes need. */
export interface HttpContext {
  attempts: () => Attempts;
  lessons: () => Lessons;
  labs: () => LabSummary[];
  status: () => Status;
  keys: Keys;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

/** Fastify with zod as its type provider. */
export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;
