import { z } from 'zod';
import { LIMITS } from './limits';
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
    /** Fields that follow the name, in the sidebar and in the table. */
    columns: z.array(runFieldSchema).max(LIMITS.tableColumns).optional(),
    /** Panel id -> what the person set for this panel alone. */
    panels: z
      .record(
        z.string().max(512),
        z.object({ logY: z.boolean().optional(), maxRuns: z.number().int().min(1).max(1_000).optional() }).strict(),
      )
      .optional(),
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
