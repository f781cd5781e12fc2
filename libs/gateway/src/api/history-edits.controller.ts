import { HistoryEdits, type HistoryEdited, type HistoryWish, RunDirectory, type RunRef } from '@runstead/run-commands';
import { describeChange, type EditFault, type HistoryEdit } from '@runstead/run-domain';
import {
  type HistoryEditEntry,
  type HistoryEditList,
  type HistoryEditWish,
  historyEditListSchema,
  historyEditSchema,
  historyEditWishSchema,
  historyUndoSchema,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { ProblemError, conflict, invalid, notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const EDITS = '/runs/:entity/:project/:run/history-edits';
const write = { action: 'project:write', on: 'run' } as const;
const listEdits = endpoint({
  method: 'GET',
  path: EDITS,
  summary: 'Edits of the history, oldest first, also those that were undone',
  access: { action: 'project:read', on: 'run', deletedToo: true },
  answer: historyEditListSchema,
});
const makeEdit = endpoint({
  method: 'POST',
  path: EDITS,
  summary: 'Rename or remove a metric, edit steps, merge runs; what was received stays and the edit can be undone',
  access: write,
  body: historyEditWishSchema,
  answer: historyEditSchema,
});
const undoEdit = endpoint({
  method: 'POST',
  path: `${EDITS}/:id/undo`,
  summary: 'Undo an edit: the history is shown as it was before',
  access: write,
  body: historyUndoSchema,
  answer: historyEditSchema,
});

/** Non-destructive edits of a run's history. */
@ApiController()
export class HistoryEditsController {
  constructor(
    private readonly edits: HistoryEdits,
    private readonly directory: RunDirectory,
  ) {}

  @Serve(listEdits)
  async list({ run }: Call<typeof listEdits>): Promise<HistoryEditList> {
    const found = await this.directory.byRunId(run.runId);
    if (!found) throw notFound();
    return { edits: found.historyEdits.map(entryOf) };
  }

  @Serve(makeEdit)
  async make({ run, body, principal }: Call<typeof makeEdit>): Promise<HistoryEditEntry> {
    const wish = await this.wishOf(run, body);
    return answerOf(await this.edits.edit(run.runId, wish, body.reason, { actor: principal.username }));
  }

  @Serve(undoEdit)
  async undo({ run, params, body, principal }: Call<typeof undoEdit>): Promise<HistoryEditEntry> {
    return answerOf(await this.edits.undo(run.runId, params.id, body.reason, { actor: principal.username }));
  }

  private async wishOf(run: RunRef, body: HistoryEditWish): Promise<HistoryWish> {
    switch (body.kind) {
      case 'rename':
      case 'remove':
        return body;
      case 'steps': {
        const removed = body.remove.map(({ from, to, keys }) => ({ from, to, keys: keys ?? null }));
        return { kind: 'steps', removed, set: body.set, replaced: body.replace };
      }
      case 'merge':
        return { kind: 'merge', rule: body.rule, sourceIds: await Promise.all(body.runs.map((name) => this.sourceId(run, name))) };
    }
  }

  private async sourceId({ entity, project }: RunRef, name: string): Promise<string> {
    const source = await this.directory.find(entity, project, name);
    if (!source || source.deleted) throw new ProblemError(404, 'unknown-run', 'Not found', `The project has no run ${name}.`);
    return source.runId;
  }
}

function answerOf(edited: HistoryEdited | null): HistoryEditEntry {
  if (!edited) throw notFound();
  if (!edited.ok) throw problemOf(edited.fault);
  const edit = edited.run.historyEdits.find(({ editId }) => editId === edited.editId);
  if (!edit) throw notFound();
  return entryOf(edit);
}

function problemOf({ kind, text }: EditFault): ProblemError {
  if (kind === 'unknown') return new ProblemError(404, 'not-in-history', 'Not found', text);
  return kind === 'conflict' ? conflict('history-edit', text) : invalid(text, 'history-edit');
}

function entryOf({ editId, change, reason, actor, time, undone }: HistoryEdit): HistoryEditEntry {
  return { editId, kind: change.kind, what: describeChange(change), reason, actor, time, undone };
}
