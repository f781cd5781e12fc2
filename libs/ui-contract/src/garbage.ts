import { z } from 'zod';

const bytes = z.number().int();

/** `POST /api/v1/admin/garbage`: what a collection did. Sizes are bytes. */
export const collectedGarbageSchema = z.object({
  /** Versions of artifacts that were begun and never committed. */
  abandonedVersions: z.number().int(),
  /** Contents that lost their last version: they go after the grace period. */
  condemned: z.object({ contents: z.number().int(), bytes }),
  /** Condemned contents that a version names again. */
  spared: z.number().int(),
  freed: z.object({ objects: z.number().int(), bytes }),
});
