import { Injectable } from '@nestjs/common';
import { ProjectionProgress } from '@runstead/projections';
import {
  EDIT_LIMITS,
  Ids,
  checkEditable,
  checkMerge,
  checkRemoval,
  checkRename,
  checkSteps,
  checkUndo,
  fault,
  type EditFault,
  type HistoryChange,
  type HistoryEdit,
  type Run,
  type RunCommand,
} from '@runstead/run-domain';
import { type Cause, RunChanges } from '../run-changes';
import { RunDirectory } from '../run-directory';
import { type HistoryRow, StoredHistory } from '../stored-history';
import { StreamQueue } from '../stream-queue';
import { EditRecords } from './edit-records';
import { EditedHistory } from './edited-history';
import type { HistoryEdited, HistoryWish } from './history-wish';
import { MergedRows } from './merged-rows';
import { mergePatches, newestPatches } from './summary-patches';

/** How long the answer waits for readers to see the edit. */
const PATIENCE_MS = 5_000;
const LAST_STEP = Number.MAX_SAFE_INTEGER;

type Wish<Kind extends HistoryWish['kind']> = Extract<HistoryWish, { kind: Kind }>;
type Found = HistoryChange | EditFault;
type EditDraft = Extract<RunCommand, { type: 'edit-history' }>['draft'];

/**
 * Edits of a run's history that can be undone (ADR 0014). Nothing that was received changes: an edit is a fact that readers
 * heed. One at a time for each run, and none while lines of the run are being appended, so that what is decided on stands.
 */
@Injectable()
export class HistoryEdits {
  constructor(
    private readonly directory: RunDirectory,
    private readonly changes: RunChanges,
    private readonly history: EditedHistory,
    private readonly stored: StoredHistory,
    private readonly records: EditRecords,
    private readonly queue: StreamQueue,
    private readonly progress: ProjectionProgress,
    private readonly ids: Ids,
  ) {}

  /** null for an unknown run. Seen by readers when it resolves. Throws `LogUnavailableError` (503) while projections are behind the log. */
  async edit(runId: string, wish: HistoryWish, reason: string, cause: Cause): Promise<HistoryEdited | null> {
    return this.queue.run(runId, async () => {
      const run = await this.directory.byRunId(runId);
      if (!run) return null;
      const refused = checkEditable(run);
      if (refused) return { ok: false, fault: refused };
      await this.history.current();
      const editId = this.ids.eventId();
      const found = await this.changeOf(run, wish, editId, cause);
      return isFault(found) ? { ok: false, fault: found } : this.record(run, draftOf(found, editId, reason), cause);
    });
  }

  /** Brings back what was before the edit; refused while later edits of the same metrics stand on it. */
  async undo(runId: string, editId: string, reason: string, cause: Cause): Promise<HistoryEdited | null> {
    return this.queue.run(runId, async () => {
      const run = await this.directory.byRunId(runId);
      if (!run) return null;
      const refused = checkUndo(run, editId);
      return refused ? { ok: false, fault: refused } : this.record(run, { type: 'HistoryEditUndone', data: { editId, reason } }, cause);
    });
  }

  private async record(run: Run, draft: EditDraft, cause: Cause): Promise<HistoryEdited | null> {
    const changed = await this.changes.apply(run.runId, async () => ({ type: 'edit-history', draft }), cause);
    if (!changed) return null;
    const { position } = changed;
    if (position) await this.progress.waitFor('run-index', 'run-events', position.partition, position.offset, PATIENCE_MS);
    return { ok: true, run: await this.changes.visible(changed), editId: draft.data.editId };
  }

  private async changeOf(run: Run, wish: HistoryWish, editId: string, cause: Cause): Promise<Found> {
    switch (wish.kind) {
      case 'rename':
        return checkRename(wish.from, wish.to, await this.history.keys(run)) ?? { kind: 'rename', from: wish.from, to: wish.to };
      case 'remove':
        return checkRemoval(wish.key, await this.history.keys(run)) ?? { kind: 'remove', key: wish.key };
      case 'steps':
        return this.steps(run, wish, editId, cause);
      case 'merge':
        return this.merge(run, wish, editId, cause);
    }
  }

  private async steps(run: Run, { removed, set: told, replaced }: Wish<'steps'>, editId: string, cause: Cause): Promise<Found> {
    const shown = await this.history.keys(run);
    const set = [...told];
    for (const range of replaced) {
      const refused = checkSteps(run, [{ from: range.from, to: range.to, keys: [range.key] }], [], shown);
      if (refused) return refused;
      const values = await this.history.numbersBetween(run, range, EDIT_LIMITS.stepsAnEdit + 1);
      if (values.length === 0) return fault('unknown', `${range.key} has no number at steps ${range.from} to ${range.to}.`);
      set.push(...values);
    }
    const refused = checkSteps(run, removed, set, shown);
    if (refused) return refused;
    const [missing] = await this.history.withoutNumber(run, set);
    if (missing)
      return fault('unknown', `${missing.key} has no number at step ${missing.step}: an edit replaces what was logged and adds nothing.`);
    const place = await this.records.mark(run, editId, cause);
    const change: HistoryChange = { kind: 'steps', place, removed, set, summary: [] };
    return { ...change, summary: await this.newest(run, change, editId, shown) };
  }

  /** Summary entries that are newest values and become others. */
  private async newest(run: Run, change: Extract<HistoryChange, { kind: 'steps' }>, editId: string, shown: ReadonlySet<string>) {
    const whole = change.removed.some(({ keys }) => keys === null);
    const touched = [...change.removed.flatMap(({ keys }) => keys ?? []), ...change.set.map(({ key }) => key)];
    const keys = whole ? [...shown] : [...new Set(touched)];
    const edit: HistoryEdit = { editId, change, reason: '', actor: '', time: 0, undone: null };
    const before = await this.history.newestNumbers(run, run.historyEdits, keys);
    const after = await this.history.newestNumbers(run, [...run.historyEdits, edit], keys);
    return newestPatches(await this.history.summary(run), before, after);
  }

  private async merge(run: Run, { sourceIds, rule }: Wish<'merge'>, editId: string, cause: Cause): Promise<Found> {
    const sources = (await Promise.all(sourceIds.map((id) => this.directory.byRunId(id)))).filter((source) => source !== null);
    if (sources.length < sourceIds.length) return fault('unknown', 'One of the runs does not exist.');
    const refused = checkMerge(run, sources);
    if (refused) return refused;
    const place = await this.records.mark(run, editId, cause);
    const merged = new MergedRows(rule);
    let read = 0;
    for (const one of [run, ...sources]) {
      const rows = await this.rowsOf(one, EDIT_LIMITS.mergedRows - read);
      if (rows === null)
        return fault('invalid', `The runs have more than ${EDIT_LIMITS.mergedRows} rows together, which is the most that can be merged.`);
      read += rows.length;
      merged.add(rows);
    }
    const lane = await this.records.keepRows(run, editId, merged.rows(), cause);
    const summaries = await Promise.all([run, ...sources].map((one) => this.history.summary(one)));
    const summary = mergePatches(summaries[0]!, summaries.slice(1), rule, merged.lastStep);
    const named = sources.map(({ runId, name }) => ({ runId, name }));
    return { kind: 'merge', place, lane, rule, sources: named, lines: merged.count, summary };
  }

  private async rowsOf(run: Run, limit: number): Promise<HistoryRow[] | null> {
    const found: HistoryRow[] = [];
    for await (const rows of this.stored.upTo(run, LAST_STEP)) {
      found.push(...rows);
      if (found.length > limit) return null;
    }
    return found;
  }
}

function isFault(found: Found): found is EditFault {
  return 'text' in found;
}

function draftOf(change: HistoryChange, editId: string, reason: string): EditDraft {
  switch (change.kind) {
    case 'rename':
      return { type: 'MetricRenamed', data: { editId, reason, from: change.from, to: change.to } };
    case 'remove':
      return { type: 'MetricRemoved', data: { editId, reason, key: change.key } };
    case 'steps': {
      const { place, removed, set, summary } = change;
      return { type: 'StepsEdited', data: { editId, reason, place, removed, set, summary } };
    }
    case 'merge': {
      const { place, lane, rule, sources, lines, summary } = change;
      return { type: 'RunsMerged', data: { editId, reason, place, lane, rule, sources, lines, summary } };
    }
  }
}
