import { z } from 'zod';
import { LIMITS } from './limits';

export const metricSourceSchema = z.enum(['history', 'system']);
export type MetricSource = z.infer<typeof metricSourceSchema>;

/**
 * `GET /api/v1/projects/{entity}/{project}/keys?source=` and `GET /api/v1/runs/{entity}/{project}/{run}/keys?source=`.
 * `kind` is `number`, `string`, `bool`, `null`, `list`, `object`, or the `_type` of a media object.
 */
export const metricKeysSchema = z.object({
  keys: z.array(z.object({ key: z.string(), kind: z.string(), runs: z.number() })),
});
export type MetricKeys = z.infer<typeof metricKeysSchema>;

export const metricKeysQuerySchema = z.object({ source: metricSourceSchema.default('history') });

const wholeStep = z.coerce.number().int();
/** `GET /api/v1/runs/{entity}/{project}/{run}/history?key=`: what was logged under one key, step by step. `to` is not in it. */
export const keyHistoryQuerySchema = z.object({
  key: z.string().min(1).max(512),
  from: wholeStep.optional(),
  to: wholeStep.optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.historyRows).default(LIMITS.historyRows),
});
export const keyHistorySchema = z.object({
  /** By step, each step once, as it was logged last; values are plain JSON (see `runDocumentSchema`), times in milliseconds. */
  rows: z.array(z.object({ step: z.number(), time: z.number(), value: z.unknown() })),
  /** `from` of the next page. */
  next: z.number().nullable(),
});
export type KeyHistory = z.infer<typeof keyHistorySchema>;
