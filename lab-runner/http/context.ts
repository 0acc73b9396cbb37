import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { Attempts } from '../attempts/attempts.ts';
import type { BoardFeed } from '../classes/board-feed.ts';
import type { Classes } from '../classes/classes.ts';
import type { Extensions } from '../classes/extensions.ts';
import type { Gradebooks } from '../classes/gradebook.ts';
import type { Launches } from '../classes/launches.ts';
import type { PersonalData } from '../classes/personal-data.ts';
import type { ClassPolicy } from '../classes/policy.ts';
import type { ClassAttempts } from '../classes/ports.ts';
import type { Webhooks } from '../classes/webhooks.ts';
import type { LabSummary, Status } from '../contract/api.ts';
import type { Lessons } from '../lessons/lessons.ts';
import type { Recordings } from '../terminal/recordings.ts';
import type { Keys } from './identity.ts';

/** Accounts and classes, as the routes need them. */
export interface Classroom {
  accounts: Accounts;
  classes: Classes;
  policy: ClassPolicy;
  boards: BoardFeed;
  launches: Launches;
  gradebooks: Gradebooks;
  extensions: Extensions;
  webhooks: Webhooks;
  personal: PersonalData;
  relay: Pick<ClassAttempts, 'ownerOf'>;
}

/** What the routes need. */
export interface HttpContext {
  attempts: () => Attempts;
  lessons: () => Lessons;
  /** Throws PostlabError 503 while there is no database. */
  classroom: () => Classroom;
  /** Null where nothing is recorded. */
  recordings: Recordings | null;
  labs: () => LabSummary[];
  status: () => Status;
  keys: Keys;
  /** Milliseconds since 1970. */
  now: () => number;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

/** Fastify with zod as its type provider. */
export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;
