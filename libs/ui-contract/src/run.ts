import { z } from 'zod';
import { LIMITS } from './limits';

export const runStateSchema = z.enum(['pending', 'running', 'finished', 'failed', 'crashed', 'killed', 'preempted']);

/** A row of the sidebar. `name` is the run id of URLs, `displayName` what people read; `ordinal` fixes the colour (UI 13.1). */
export const runRowSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  state: runStateSchema,
  stopRequested: z.boolean(),
  ordinal: z.number(),
  author: z.string(),
  tags: z.array(z.string()),
  group: z.string().nullable(),
  jobType: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  endedAt: z.number().nullable(),
  /** When the run last posted anything. */
  lastHeartbeatAt: z.number().nullable(),
});
export type RunRow = z.infer<typeof runRowSchema>;

/** `GET /api/v1/projects/{entity}/{project}/runs`, newest first; `search` is a substring of the display name or, with `regex`, an RE2 pattern. */
export const runListQuerySchema = z.object({
  search: z.string().max(LIMITS.searchLength).default(''),
  regex: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(LIMITS.runsPerPage).default(100),
  cursor: z.string().max(200).optional(),
});
export const runListSchema = z.object({
  runs: z.array(runRowSchema),
  /** All runs of the project, and those that match the search. */
  total: z.number(),
  matching: z.number(),
  cursor: z.string().nullable(),
});
export type RunList = z.infer<typeof runListSchema>;

/** `GET /api/v1/running-runs`: up to 10 of the person's running runs. */
export const runningRunsSchema = z.object({
  runs: z.array(runRowSchema.extend({ entity: z.string(), project: z.string() })),
});
export type RunningRuns = z.infer<typeof runningRunsSchema>;

export const stateChangeSchema = z.object({
  state: z.string(),
  time: z.number(),
  actor: z.string(),
  cause: z.string(),
  evidence: z.string(),
  eventId: z.string(),
});

/** What `define_metric` said (protocol 7.4): default x axis, hidden, which values stand in the summary. */
export const metricDefinitionSchema = z.object({
  /** With `glob`: of every metric that begins so and has no definition of its own. */
  name: z.string(),
  glob: z.boolean(),
  stepMetric: z.string().nullable(),
  stepSynced: z.boolean(),
  hidden: z.boolean(),
  explicit: z.boolean(),
  summary: z.array(z.enum(['min', 'max', 'mean', 'best', 'last', 'none', 'copy', 'first'])),
  goal: z.enum(['minimize', 'maximize']).nullable(),
});
export type MetricDefinition = z.infer<typeof metricDefinitionSchema>;

/** A chart made by `wandb.plot.*` (protocol 7.5); its data are the summary's table `tableKey`. */
export const customChartSchema = z.object({
  key: z.string(),
  panelType: z.string(),
  definition: z.string().nullable(),
  tableKey: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
  texts: z.record(z.string(), z.string()),
});
export type CustomChart = z.infer<typeof customChartSchema>;

/**
 * `GET /api/v1/runs/{entity}/{project}/{run}`. `config` (without `_wandb`), `summary` and `environment` are plain JSON;
 * NaN and infinities are the strings `NaN`, `Infinity`, `-Infinity`, integers beyond 2^53 strings of digits.
 */
export const runDocumentSchema = runRowSchema.extend({
  entity: z.string(),
  project: z.string(),
  notes: z.string().nullable(),
  privacy: z.enum(['private', 'public']),
  exitCode: z.number().nullable(),
  deletedAt: z.number().nullable(),
  config: z.record(z.string(), z.unknown()),
  summary: z.record(z.string(), z.unknown()),
  environment: z.record(z.string(), z.unknown()),
  host: z.string().nullable(),
  operatingSystem: z.string().nullable(),
  pythonVersion: z.string().nullable(),
  pythonExecutable: z.string().nullable(),
  command: z.string().nullable(),
  gitRemote: z.string().nullable(),
  gitCommit: z.string().nullable(),
  hardware: z.string().nullable(),
  clientVersion: z.string().nullable(),
  sweep: z.string().nullable(),
  timeline: z.array(stateChangeSchema),
  metrics: z.array(metricDefinitionSchema).optional(),
  charts: z.array(customChartSchema).optional(),
  /** When the script began by its own clock, and when it logged last: of a run that was synced later than the row's own times. */
  startedAt: z.number().nullable().optional(),
  lastLoggedAt: z.number().nullable().optional(),
});
export type RunDocument = z.infer<typeof runDocumentSchema>;

/** `PATCH /api/v1/runs/{entity}/{project}/{run}`; only what is present changes. Answers the run document. */
export const runChangesSchema = z
  .object({
    displayName: z.string().trim().min(1, 'A run needs a name').max(LIMITS.runNameLength),
    notes: z.string().max(100_000),
    tags: z.array(z.string().trim().min(1).max(64)).max(100),
  })
  .partial()
  .strict();
export type RunChanges = z.infer<typeof runChangesSchema>;

/** `GET …/timeline` */
export const timelineSchema = z.object({ changes: z.array(stateChangeSchema) });

/** `GET …/receipt`: what came in and what is stored, per file and writer. */
export const receiptSchema = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      writer: z.string(),
      linesReceived: z.number(),
      linesStored: z.number(),
      linesRepeated: z.number(),
      linesRewritten: z.number(),
      gaps: z.number(),
      deadLetters: z.number(),
      /** Of `deadLetters`: replayed since, and stored. */
      deadLettersRepaired: z.number(),
      /** Of the lines stored: rows with too many keys, kept whole and shown in no chart. */
      rowsOnly: z.number(),
      bytesReceived: z.number(),
      bytesStored: z.number(),
      firstAt: z.number(),
      lastAt: z.number(),
    }),
  ),
  totals: z.object({
    linesReceived: z.number(),
    linesStored: z.number(),
    linesRepeated: z.number(),
    linesRewritten: z.number(),
    gaps: z.number(),
    deadLetters: z.number(),
    deadLettersRepaired: z.number(),
    rowsOnly: z.number(),
  }),
  /** False while the projection is behind the log: the figures are then of `asOf`. */
  complete: z.boolean(),
  asOf: z.number(),
});
export type Receipt = z.infer<typeof receiptSchema>;
