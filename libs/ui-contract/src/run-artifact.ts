import { z } from 'zod';

/** `GET …/artifacts`: versions that the run used (`input`) or logged (`output`), oldest first within each. */
export const runArtifactsSchema = z.object({
  artifacts: z.array(
    z.object({
      direction: z.enum(['input', 'output']),
      /** Where the version is: a run may use those of other projects. */
      entity: z.string(),
      project: z.string(),
      type: z.string(),
      name: z.string(),
      /** `v0`, `v1`, … */
      version: z.string(),
      aliases: z.array(z.string()),
      /** Bytes, references included. */
      size: z.number(),
      files: z.number().int(),
      /** Runs that used it. */
      usedBy: z.number().int(),
      /** Milliseconds since the epoch. */
      createdAt: z.number(),
    }),
  ),
});
export type RunArtifacts = z.infer<typeof runArtifactsSchema>;
