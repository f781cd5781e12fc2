import { z } from 'zod';

/**
 * `GET /api/v1/live?entity=&project=[&run=]`: server-sent events. Each carries positions, never data (UI 14); the page
 * fetches what is on screen. A first event `hello` follows every (re)connection: fetch again what may have been missed.
 */
export const liveEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello') }),
  z.object({ kind: z.enum(['run-created', 'run-changed', 'run-deleted', 'summary', 'files']), run: z.string() }),
  z.object({ kind: z.enum(['history', 'system', 'console']), run: z.string(), lines: z.number() }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;

export const liveQuerySchema = z.object({
  entity: z.string().max(128),
  project: z.string().max(128),
  run: z.string().max(512).optional(),
});
