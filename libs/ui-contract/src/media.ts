import { z } from 'zod';

const key = z.string().max(1_000).default('');

/** `GET …/media/steps?key=`: where a media key was logged, rising; the newest `LIMITS.mediaSteps` of them. */
export const mediaStepsQuerySchema = z.object({ key });
export const mediaStepsSchema = z.object({ steps: z.array(z.number()) });
export type MediaSteps = z.infer<typeof mediaStepsSchema>;

/** `GET …/media?key=&step=`: what was logged under the key at exactly that step. */
export const mediaQuerySchema = z.object({ key, step: z.coerce.number().int().default(0) });
export const mediaAtStepSchema = z.object({
  step: z.number(),
  /** Milliseconds since the epoch. */
  time: z.number(),
  /** The media object in plain JSON, as in summaries (protocol 7.3); null when nothing was logged there. */
  value: z.record(z.string(), z.unknown()).nullable(),
});
export type MediaAtStep = z.infer<typeof mediaAtStepSchema>;
