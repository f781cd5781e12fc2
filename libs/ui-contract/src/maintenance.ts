import { z } from 'zod';

const count = z.number().int().min(0);

/** Rows of a table and a run that are not the same in the copy; `n rows <hash>`, or null for none. */
const differenceSchema = z.object({
  table: z.string(),
  run: z.string().nullable(),
  live: z.string().nullable(),
  rebuilt: z.string().nullable(),
});

const rebuildSummarySchema = z.object({
  projection: z.string(),
  version: count,
  records: count,
  bytes: count,
  seconds: z.number(),
  heldSeconds: z.number(),
  compared: count,
  differences: z.array(differenceSchema).readonly(),
  switched: z.boolean(),
});

const verifyReportSchema = z.object({
  ok: z.boolean(),
  seconds: z.number(),
  records: count,
  lines: count,
  files: count,
  fileBytes: count,
  projections: z.array(rebuildSummarySchema).readonly(),
  differences: z
    .array(z.object({ kind: z.enum(['behind', 'lines', 'projection', 'file']), run: z.string().nullable(), what: z.string() }))
    .readonly(),
  differenceCount: count,
});

/** `POST /api/v1/admin/maintenance`: what takes long. One at a time. */
export const maintenanceTaskSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('rebuild'),
      action: z.enum(['rebuild', 'check', 'roll-back', 'drop-old']).default('rebuild'),
      /** One projection, or `all`. */
      projection: z.string().min(1).max(64),
      acceptDifferences: z.boolean().default(false),
    })
    .strict(),
  z.object({ kind: z.literal('verify') }).strict(),
]);

/** `GET /api/v1/admin/maintenance/{id}`: how far it is. */
export const maintenanceJobSchema = z.object({
  id: count,
  task: z.object({
    kind: z.string(),
    action: z.string().optional(),
    projection: z.string().optional(),
    acceptDifferences: z.boolean().optional(),
  }),
  state: z.enum(['running', 'done', 'failed']),
  progress: z
    .object({
      projection: z.string().nullable(),
      phase: z.string(),
      done: count,
      total: count,
      bytes: count.optional(),
      seconds: z.number().optional(),
      secondsLeft: z.number().nullable().optional(),
    })
    .nullable(),
  rebuilds: z.array(rebuildSummarySchema).readonly(),
  verify: verifyReportSchema.nullable(),
  error: z.string().nullable(),
});

/** Where a letter came from names it: `topic/partition/offset/line`. */
const letterIdSchema = z.string().min(1).max(200);

const letterSchema = z.object({
  id: letterIdSchema,
  /** The projection that could not use it; null when the server's door could not. */
  projection: z.string().nullable(),
  runId: z.string().nullable(),
  run: z.string().nullable(),
  file: z.string().nullable(),
  writer: z.string().nullable(),
  line: z.number().nullable(),
  reason: z.string(),
  occurredAt: z.number(),
  repairedAt: z.number().nullable(),
  repairedBy: z.string().nullable(),
});

/** `GET /api/v1/admin/dead-letters`: the newest first. */
export const letterQuerySchema = z
  .object({
    state: z.enum(['open', 'repaired', 'all']).default('open'),
    runId: z
      .string()
      .regex(/^[1-9]\d{0,18}$/)
      .optional(),
    reason: z.string().max(1_000).optional(),
    /** Id of the last letter of the page before. */
    after: letterIdSchema.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .strict();

export const letterPageSchema = z.object({
  letters: z.array(letterSchema),
  /** For the next page; null on the last. */
  next: z.string().nullable(),
  /** Of all letters, by reason. */
  counts: z.array(z.object({ reason: z.string(), projection: z.string().nullable(), open: count, repaired: count })),
});

export const oneLetterQuerySchema = z.object({ id: letterIdSchema }).strict();

/** `GET /api/v1/admin/dead-letters/letter`: with its bytes. */
export const oneLetterSchema = z.object({
  letter: letterSchema,
  headers: z.record(z.string(), z.string()),
  /** The first 64 KiB as text; what is no UTF-8 is replaced. */
  text: z.string(),
  bytes: count,
});

/** `POST /api/v1/admin/dead-letters/replay`. */
export const replayLettersSchema = z.object({ ids: z.array(letterIdSchema).min(1).max(500) }).strict();

export const replayedLettersSchema = z.object({
  outcomes: z.array(z.object({ id: z.string(), repaired: z.boolean(), reason: z.string().nullable() })),
});
