import { z } from 'zod';
import { LIMITS } from './limits';
import { runRowSchema } from './run';
import { runFieldSchema, runFilterSchema } from './run-filter';

/**
 * What one value of a field is. `missing` is the group `—`: no value, or null. Non-finite numbers are words. `tags` are all
 * tags of a run, sorted; `json` is the text of a list or object; times are numbers in milliseconds.
 */
export const fieldValueSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('missing') }),
  z.object({ type: z.literal('number'), value: z.union([z.number(), z.literal(['NaN', 'Infinity', '-Infinity'])]) }),
  z.object({ type: z.literal('string'), value: z.string() }),
  z.object({ type: z.literal('bool'), value: z.boolean() }),
  z.object({ type: z.literal('json'), value: z.string() }),
  z.object({ type: z.literal('tags'), value: z.array(z.string()) }),
]);
export type FieldValue = z.infer<typeof fieldValueSchema>;

/** Field -> the value that the members of a group have: a group, or a branch of the tree of groups. */
export const runGroupSchema = z.array(z.object({ field: runFieldSchema, value: fieldValueSchema })).max(LIMITS.groupFields);
export type RunGroup = z.infer<typeof runGroupSchema>;

/** Which runs: those that match everything that is told. One set a view: sidebar, table and panels send the same. */
export const runSelectionSchema = z.object({
  filter: runFilterSchema.optional(),
  /** In the display name, in any case: a substring or, with `regex`, a pattern in RE2's syntax. */
  search: z.string().max(LIMITS.searchLength).default(''),
  regex: z.boolean().default(false),
  /** Only members of this group. */
  within: runGroupSchema.default([]),
  /** Names of runs that are left out (hidden with the eye). */
  except: z.array(z.string().max(512)).max(LIMITS.exceptRuns).default([]),
});
export type RunSelection = z.input<typeof runSelectionSchema>;

export const runSortSchema = z.object({ field: runFieldSchema, descending: z.boolean().default(false) });
export type RunSort = z.input<typeof runSortSchema>;

const page = {
  limit: z.number().int().min(1).max(LIMITS.runsPerSeries).default(100),
  /** Rows that are passed over; or `cursor`, which does not slip when runs are added. */
  offset: z.number().int().min(0).max(10_000_000).default(0),
};
/** Missing and NaN are last in both directions; ties break by creation. */
const sort = z
  .array(runSortSchema)
  .max(LIMITS.sortFields)
  .default([{ field: 'createdAt', descending: true }]);

/** `POST /api/v1/projects/{entity}/{project}/runs/query` */
export const runQuerySchema = runSelectionSchema
  .extend({
    sort,
    ...page,
    limit: z.number().int().min(1).max(LIMITS.runsPerPage).default(100),
    cursor: z.string().max(8_000).optional(),
    /** `config.<key>` and `summary.<key>` whose values the rows bring. */
    columns: z.array(runFieldSchema).max(LIMITS.tableColumns).default([]),
  })
  .strict();
export type RunQuery = z.input<typeof runQuerySchema>;

/** A row of the runs table. `values` has the asked columns that the run has, as plain JSON (see `runDocumentSchema`). */
export const runTableRowSchema = runRowSchema.extend({
  notes: z.string().nullable(),
  host: z.string().nullable(),
  sweep: z.string().nullable(),
  commit: z.string().nullable(),
  values: z.record(z.string(), z.unknown()),
});
export type RunTableRow = z.infer<typeof runTableRowSchema>;
export const runPageSchema = z.object({
  runs: z.array(runTableRowSchema),
  /** All runs of the project, and those that match. */
  total: z.number(),
  matching: z.number(),
  cursor: z.string().nullable(),
});
export type RunPage = z.infer<typeof runPageSchema>;

/** `POST …/runs/names`: the first runs in order, which are those that charts draw. */
export const runNamesQuerySchema = runSelectionSchema.extend({ sort, ...page }).strict();
export type RunNamesQuery = z.input<typeof runNamesQuerySchema>;
export const runNamesSchema = z.object({ names: z.array(z.string()), matching: z.number() });
export type RunNames = z.infer<typeof runNamesSchema>;

/**
 * `POST …/runs/groups`: the different values of `by`, each with its number of runs. Without `sort` in the order of the values:
 * numbers by size, then texts, `—` last. A `sort` field that is no field of `by` sorts by the mean.
 */
export const runGroupsQuerySchema = runSelectionSchema
  .extend({
    by: z.array(runFieldSchema).min(1).max(LIMITS.groupFields),
    sort: z.array(runSortSchema).max(LIMITS.sortFields).default([]),
    ...page,
    limit: z.number().int().min(1).max(LIMITS.groupsPerPage).default(50),
    /** Fields whose figures the groups bring. */
    columns: z.array(runFieldSchema).max(LIMITS.groupColumns).default([]),
  })
  .strict();
export type RunGroupsQuery = z.input<typeof runGroupsQuerySchema>;

/** Over the finite numbers that the members have; `sd` is the population's. */
export const figuresSchema = z.object({
  n: z.number(),
  mean: z.number(),
  sd: z.number(),
  min: z.number(),
  max: z.number(),
});
export const runGroupsSchema = z.object({
  groups: z.array(
    z.object({
      key: runGroupSchema,
      runs: z.number(),
      /** The member that was created first: its colour is the group's. */
      first: z.object({ name: z.string(), ordinal: z.number() }),
      columns: z.record(z.string(), figuresSchema),
    }),
  ),
  /** Groups and runs that match. */
  total: z.number(),
  matching: z.number(),
});
export type RunGroups = z.infer<typeof runGroupsSchema>;

/** `GET …/run-fields?search=`: what can be filtered, sorted and grouped by. */
export const runFieldsQuerySchema = z.object({
  search: z.string().max(LIMITS.searchLength).default(''),
  limit: z.coerce.number().int().min(1).max(LIMITS.runFields).default(LIMITS.runFields),
});
export const runFieldsSchema = z.object({
  fields: z.array(
    z.object({
      field: z.string(),
      group: z.enum(['Run', 'Config', 'Summary', 'Tags']),
      type: z.enum(['text', 'number', 'time', 'boolean', 'tags']),
      /** Runs that have a value. */
      runs: z.number(),
    }),
  ),
});
export type RunFields = z.infer<typeof runFieldsSchema>;

/** `GET …/run-field-values?field=&search=`: up to 50 values, the most frequent first. */
export const runFieldValuesQuerySchema = z.object({
  field: runFieldSchema,
  search: z.string().max(LIMITS.searchLength).default(''),
});
export const runFieldValuesSchema = z.object({
  values: z.array(z.object({ value: fieldValueSchema, runs: z.number() })),
});
export type RunFieldValues = z.infer<typeof runFieldValuesSchema>;
