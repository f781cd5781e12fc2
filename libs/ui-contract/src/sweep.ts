import { z } from 'zod';

/** `PENDING`: no agent yet; `FINISHED`: no new runs, those that go on end by themselves; `CANCELED`: those are stopped, too. */
export const sweepStateSchema = z.enum(['PENDING', 'RUNNING', 'PAUSED', 'FINISHED', 'CANCELED', 'CRASHED']);
export type SweepState = z.infer<typeof sweepStateSchema>;

const CONFIG_LENGTH = 1_000_000;
// A store of text cannot hold NUL.
const storable = (text: z.ZodString) => text.refine((value) => !value.includes('\0'), 'NUL characters cannot be kept');
const configText = storable(z.string().max(CONFIG_LENGTH, `A configuration has at most ${CONFIG_LENGTH.toLocaleString('en')} characters`));
const displayName = storable(z.string().trim().max(256));
const description = storable(z.string().max(10_000));

/** A row of the sweep list. `name` is the short id of URLs, of `wandb agent` and of the run filter `sweep`. Times in ms. */
export const sweepRowSchema = z.object({
  name: z.string(),
  displayName: z.string().nullable(),
  state: sweepStateSchema,
  /** Why the state changed by itself; null when somebody asked. */
  stateReason: z.string().nullable(),
  method: z.string(),
  createdAt: z.number(),
  author: z.string(),
  runCount: z.number(),
  /** Runs that have ended, however they did. */
  endedRuns: z.number(),
  /** Size of the grid, or the run cap; null when the search has no end. */
  expectedRuns: z.number().nullable(),
  /** All runs of the sweep one after the other. */
  computeMs: z.number(),
  metric: z.object({ name: z.string(), goal: z.enum(['minimize', 'maximize']) }).nullable(),
  /** The best value that was logged, and the run id it is from. */
  best: z.object({ value: z.number(), run: z.string() }).nullable(),
});
export type SweepRow = z.infer<typeof sweepRowSchema>;

/** `GET /api/v1/projects/{entity}/{project}/sweeps?offset=&limit=`, newest first. */
export const sweepListQuerySchema = z.object({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const sweepListSchema = z.object({ sweeps: z.array(sweepRowSchema), total: z.number() });
export type SweepList = z.infer<typeof sweepListSchema>;

/** `lost`: not heard of for five minutes, which is also how an agent that left ends. */
export const sweepAgentSchema = z.object({
  name: z.string(),
  host: z.string(),
  state: z.enum(['active', 'lost']),
  createdAt: z.number(),
  lastHeartbeatAt: z.number(),
  runs: z.number(),
});
export type SweepAgent = z.infer<typeof sweepAgentSchema>;

/** `GET …/sweeps/{sweep}` */
export const sweepSchema = sweepRowSchema.extend({
  description: z.string().nullable(),
  updatedAt: z.number(),
  /** YAML or JSON, as it came. */
  config: z.string(),
  /** Names of the parameters that the search chooses, nested ones dotted. */
  parameters: z.array(z.string()),
  /** The rule in words; null without one. */
  earlyTermination: z.string().nullable(),
  firstRunAt: z.number().nullable(),
  lastEndedAt: z.number().nullable(),
  agents: z.array(sweepAgentSchema),
});
export type SweepDocument = z.infer<typeof sweepSchema>;

/** `POST …/sweeps`: refused with 400 and what to change; nothing is kept then. */
export const newSweepSchema = z
  .object({ config: configText, displayName: displayName.optional(), description: description.optional() })
  .strict();

/** `PATCH …/sweeps/{sweep}`: what is absent stays. Pause, resume, stop and cancel are states. */
export const sweepChangesSchema = z
  .object({
    state: z.enum(['RUNNING', 'PAUSED', 'FINISHED', 'CANCELED']).optional(),
    config: configText.optional(),
    displayName: displayName.nullable().optional(),
    description: description.nullable().optional(),
  })
  .strict();
export type SweepChanges = z.input<typeof sweepChangesSchema>;

/** `warnings`: settings that were kept and are ignored. */
export const savedSweepSchema = sweepSchema.extend({ warnings: z.array(z.string()) });
export type SavedSweep = z.infer<typeof savedSweepSchema>;
