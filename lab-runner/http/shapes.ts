import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { apiError } from '../contract/api.ts';

/** Answer of a call that has nothing to tell. */
export const done = z.strictObject({ ok: z.literal(true) });

/** The problems every call may answer with, for the OpenAPI document. */
export const problems = { '4xx': apiError, '5xx': apiError } as const;

/** In the OpenAPI document: this call wants a key. */
export const keyed = { security: [{ key: [] }] } satisfies FastifySchema;
