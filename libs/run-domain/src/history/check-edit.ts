import type { Run } from '../run';
import { fault, type EditFault } from './edit-fault';
import { activeEdits, builtOn, type StepRange, type StepValue } from './history-edit';

/** Of one run; every chart of the run carries what its edits say. */
export const EDIT_LIMITS = { active: 100, stepsAnEdit: 5_000, rangesAnEdit: 100, ranges: 500, sources: 20, mergedRows: 250_000 } as const;

/** Written by the client into every row, or the server's own. */
function isInternal(key: string): boolean {
  return key.startsWith('_');
}

/** null when the run may be edited at all. */
export function checkEditable(run: Run): EditFault | null {
  if (run.deletedAt !== null) return fault('conflict', 'The run is deleted: restore it first.');
  if (activeEdits(run.historyEdits).length >= EDIT_LIMITS.active)
    return fault('conflict', `The run has ${EDIT_LIMITS.active} edits that count, which is the limit: undo some first.`);
  return null;
}

/** `shown`: the keys that the run's history shows now. */
export function checkRename(from: string, to: string, shown: ReadonlySet<string>): EditFault | null {
  if (from === to) return fault('invalid', `${from} has that name already.`);
  for (const key of [from, to])
    if (isInternal(key)) return fault('invalid', `${key} belongs to the client: names that begin with _ can be neither renamed nor given.`);
  if (to === '') return fault('invalid', 'The new name is empty.');
  if (!shown.has(from)) return unknownKey(from);
  const nested = [...shown].find((key) => key === to || key.startsWith(`${to}.`) || to.startsWith(`${key}.`));
  if (nested !== undefined && nested !== from)
    return fault('conflict', `The run shows a metric ${nested} already: choose another name, or rename or remove that one first.`);
  return null;
}

export function checkRemoval(key: string, shown: ReadonlySet<string>): EditFault | null {
  if (isInternal(key)) return fault('invalid', `${key} belongs to the client and cannot be removed.`);
  return shown.has(key) ? null : unknownKey(key);
}

export function checkSteps(
  run: Run,
  removed: readonly StepRange[],
  set: readonly StepValue[],
  shown: ReadonlySet<string>,
): EditFault | null {
  if (removed.length + set.length === 0) return fault('invalid', 'The edit names no step: nothing would change.');
  if (set.length > EDIT_LIMITS.stepsAnEdit)
    return fault('invalid', `At most ${EDIT_LIMITS.stepsAnEdit} values can be set in one edit; these are ${set.length}.`);
  if (removed.length > EDIT_LIMITS.rangesAnEdit)
    return fault('invalid', `At most ${EDIT_LIMITS.rangesAnEdit} ranges can be removed in one edit.`);
  const ranges = activeEdits(run.historyEdits).flatMap(({ change }) => (change.kind === 'steps' ? change.removed : []));
  if (ranges.length + removed.length > EDIT_LIMITS.ranges)
    return fault('conflict', `The run would have more than ${EDIT_LIMITS.ranges} removed ranges: undo some edits first.`);
  for (const { from, to } of removed) if (from > to) return fault('invalid', `Steps ${from} to ${to}: the first is behind the last.`);
  for (const key of new Set([...removed.flatMap(({ keys }) => keys ?? []), ...set.map((value) => value.key)])) {
    if (isInternal(key)) return fault('invalid', `${key} belongs to the client and cannot be edited.`);
    if (!shown.has(key)) return unknownKey(key);
  }
  const places = new Set(set.map(({ step, key }) => JSON.stringify([step, key])));
  return places.size < set.length ? fault('invalid', 'One value is set twice in the edit.') : null;
}

export function checkMerge(target: Run, sources: readonly Run[]): EditFault | null {
  if (sources.length === 0) return fault('invalid', 'Name at least one run to merge.');
  if (sources.length > EDIT_LIMITS.sources) return fault('invalid', `At most ${EDIT_LIMITS.sources} runs can be merged at once.`);
  if (sources.some(({ runId }) => runId === target.runId)) return fault('invalid', 'A run cannot be merged into itself.');
  if (new Set(sources.map(({ runId }) => runId)).size < sources.length) return fault('invalid', 'One run is named twice.');
  for (const run of [target, ...sources])
    if (run.state === 'running' || run.state === 'pending')
      return fault(
        'conflict',
        `Run ${run.name} is ${run.state}: a merge takes what runs have logged when they are over. Wait for its end, or stop it.`,
      );
  return null;
}

export function checkUndo(run: Run, editId: string): EditFault | null {
  const edit = run.historyEdits.find((one) => one.editId === editId);
  if (edit === undefined) return fault('unknown', `The run has no edit ${editId}.`);
  if (edit.undone !== null)
    return fault('conflict', `The edit was undone already, by ${edit.undone.actor} at ${new Date(edit.undone.time).toISOString()}.`);
  const later = builtOn(run.historyEdits, editId);
  if (later.length > 0)
    return fault(
      'conflict',
      `Later edits are about the same metrics: undo ${later
        .map((one) => one.editId)
        .reverse()
        .join(', then ')} first.`,
    );
  return null;
}

function unknownKey(key: string): EditFault {
  return fault('unknown', `The run shows no metric ${key}.`);
}
