import { z } from 'zod';

const key = z.string().min(1).max(1_000);
const step = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const reason = z.string().trim().max(1_000).default('');
const finite = z.number();

/**
 * `POST /api/v1/runs/{entity}/{project}/{run}/history-edits`. Keys are the names that are shown now. Nothing that was received
 * changes, and every edit can be undone. A rename or removal is of the whole run, lines that come later too; step edits are of
 * what is there. `steps`: `remove` hides the values of `keys` (absent: whole rows) from one step to another, both included; `set`
 * gives a value that is a number another one; `replace` all of a key's values in a range. `merge`: runs of the same project.
 */
export const historyEditWishSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), from: key, to: key, reason }).strict(),
  z.object({ kind: z.literal('remove'), key, reason }).strict(),
  z
    .object({
      kind: z.literal('steps'),
      remove: z
        .array(z.object({ from: step, to: step, keys: z.array(key).min(1).max(100).optional() }).strict())
        .max(100)
        .default([]),
      set: z
        .array(z.object({ step, key, value: finite }).strict())
        .max(5_000)
        .default([]),
      replace: z
        .array(z.object({ from: step, to: step, key, value: finite }).strict())
        .max(100)
        .default([]),
      reason,
    })
    .strict(),
  z
    .object({
      kind: z.literal('merge'),
      runs: z.array(z.string().min(1).max(128)).min(1).max(20),
      rule: z.enum(['append', 'keep', 'replace']),
      reason,
    })
    .strict(),
]);
export type HistoryEditWish = z.infer<typeof historyEditWishSchema>;

/** An edit of a run's history. `what` says in words what it does. */
export const historyEditSchema = z.object({
  editId: z.string(),
  kind: z.enum(['rename', 'remove', 'steps', 'merge']),
  what: z.string(),
  reason: z.string(),
  actor: z.string(),
  time: z.number(),
  undone: z.object({ actor: z.string(), time: z.number(), reason: z.string() }).nullable(),
});
export type HistoryEditEntry = z.infer<typeof historyEditSchema>;

/** `GET …/history-edits`: all of them, oldest first, with those that were undone. */
export const historyEditListSchema = z.object({ edits: z.array(historyEditSchema) });
export type HistoryEditList = z.infer<typeof historyEditListSchema>;

/** `POST …/history-edits/{id}/undo` */
export const historyUndoSchema = z.object({ reason }).strict();
