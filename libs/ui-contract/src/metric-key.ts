import { z } from 'zod';

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
