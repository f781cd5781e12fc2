import { z } from 'zod';
import { LIMITS } from './limits';
import { runFieldSchema } from './run-filter';
import { runSelectionSchema } from './run-query';

/** `POST …/parameter-importance`: what the target depends on, over the runs of the selection that have ended. Changes nothing. */
export const importanceQuerySchema = runSelectionSchema
  .extend({
    target: runFieldSchema,
    /** Config fields to look at; empty is all of them, the most common first. */
    parameters: z.array(runFieldSchema).max(LIMITS.importanceFields).default([]),
  })
  .strict();
export type ImportanceQuery = z.input<typeof importanceQuerySchema>;

/**
 * `importance`: permutation importance on the out-of-bag runs of a forest of 100 regression trees (seed 0), negative ones 0,
 * all together 1. `correlation`: Pearson's over the runs that have both numbers; null where either does not vary or the
 * parameter is no number.
 */
export const importanceSchema = z.object({
  /** Runs that took part. */
  runs: z.number(),
  /** Why there is no answer, in words; null when there is one. */
  missing: z.string().nullable(),
  parameters: z.array(z.object({ field: z.string(), importance: z.number(), correlation: z.number().nullable() })),
});
export type Importance = z.infer<typeof importanceSchema>;
