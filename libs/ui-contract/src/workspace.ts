import { z } from 'zod';
import { LIMITS } from './limits';
import { AGGREGATES, GROUP_RANGES, SMOOTHING_KINDS, layoutSchema, panelOptionsSchema } from './panel';
import { runFieldSchema, runFilterSchema } from './run-filter';
import { runSortSchema } from './run-query';

const runName = z.string().max(512);

/** A person's own view of a project (UI 15). Eyes are a default plus exceptions, so that new runs are shown. */
export const workspaceDocumentSchema = z
  .object({
    eyes: z.object({ shown: z.boolean(), exceptions: z.array(runName).max(100_000) }),
    /** Run name -> `#rrggbb`. */
    colours: z.record(runName, z.string().regex(/^#[0-9a-f]{6}$/)),
    sidebarWidth: z.number().min(220).max(4_000),
    closedSections: z.array(z.string().max(512)).max(10_000),
    maxRuns: z.number().int().min(1).max(1_000),
    smoothing: z.number().min(0).max(0.999),
    xAxis: z.string().max(512),
    // What follows came later: views saved before have none of it.
    /** The run search is a pattern. */
    regex: z.boolean().optional(),
    sidebarCollapsed: z.boolean().optional(),
    filter: runFilterSchema.optional(),
    /** Also decides which runs charts draw; absent is newest first. */
    sort: z.array(runSortSchema).max(LIMITS.sortFields).optional(),
    /** Pinned fields: they follow the name, in the sidebar and in the table. */
    columns: z.array(runFieldSchema).max(LIMITS.tableColumns).optional(),
    /** What else the table shows, in this order; absent is its own choice of what tells the runs apart. */
    tableColumns: z.array(runFieldSchema).max(LIMITS.tableColumns).optional(),
    /** Field -> CSS pixels in the table; `displayName` is the name's. */
    columnWidths: z.record(z.string().max(520), z.number().min(48).max(2_000)).optional(),
    /** Panel id -> what the person set for this panel alone; a panel that stands for no key is here in full. */
    panels: z.record(z.string().max(512), panelOptionsSchema).optional(),
    layout: layoutSchema.optional(),
    /** Of the weight in `smoothing`; absent is the time-weighted average. */
    smoothingKind: z.enum(SMOOTHING_KINDS).optional(),
    logX: z.boolean().optional(),
    /** The list becomes a tree of groups and each innermost group one line (UI 5.1.3). */
    groupBy: z.array(runFieldSchema).max(LIMITS.groupFields).optional(),
    /** Ids of groups whose line is hidden. */
    hiddenGroups: z.array(z.string().max(4_000)).max(10_000).optional(),
    /** Group id -> `#rrggbb`. */
    groupColours: z.record(z.string().max(4_000), z.string().regex(/^#[0-9a-f]{6}$/)).optional(),
    aggregate: z.enum(AGGREGATES).optional(),
    groupRange: z.enum(GROUP_RANGES).optional(),
    /** Above the list, in this order; the baseline counts as pinned. */
    pinned: z.array(runName).max(20).optional(),
    baseline: runName.optional(),
    ignoreOutliers: z.boolean().optional(),
  })
  .strict();
export type WorkspaceDocument = z.infer<typeof workspaceDocumentSchema>;

export const DEFAULT_WORKSPACE: WorkspaceDocument = {
  eyes: { shown: true, exceptions: [] },
  colours: {},
  sidebarWidth: 300,
  closedSections: [],
  maxRuns: 10,
  smoothing: 0,
  xAxis: 'step',
};

/** `GET` and `PUT /api/v1/projects/{entity}/{project}/workspace`; a save with an outdated revision is refused with 409. */
export const workspaceSchema = z.object({ revision: z.number().int().min(0), document: workspaceDocumentSchema });
export type Workspace = z.infer<typeof workspaceSchema>;
