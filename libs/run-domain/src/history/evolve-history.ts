import type { EventOf } from '../events/run-event';
import type { HistoryEditEvent } from '../events/history-edit-event';
import type { Run } from '../run';
import { withEntry } from '../run/timeline';
import { describeChange } from './describe-change';
import type { HistoryChange, HistoryEdit } from './history-edit';

/** The run with one more edit of its history, or one that counts no more. An edit that is there already changes nothing. */
export function evolveHistory(run: Run, event: HistoryEditEvent): Run {
  if (event.type === 'HistoryEditUndone') return undone(run, event);
  const { editId, reason } = event.data;
  if (run.historyEdits.some((edit) => edit.editId === editId)) return run;
  const change = changeOf(event);
  const edit: HistoryEdit = { editId, change, reason, actor: event.actor, time: event.time, undone: null };
  const edited = { ...run, historyEdits: [...run.historyEdits, edit], historyEditedAt: event.time };
  return withEntry(edited, event, 'edited', because(describeChange(change), reason));
}

function undone(run: Run, event: EventOf<'HistoryEditUndone'>): Run {
  const { editId, reason } = event.data;
  const edit = run.historyEdits.find((one) => one.editId === editId);
  if (edit === undefined || edit.undone !== null) return run;
  const after: HistoryEdit = { ...edit, undone: { actor: event.actor, time: event.time, reason } };
  const historyEdits = run.historyEdits.map((one) => (one === edit ? after : one));
  return withEntry(
    { ...run, historyEdits, historyEditedAt: event.time },
    event,
    'edit-undone',
    because(`undone: ${describeChange(edit.change)}`, reason),
  );
}

function changeOf(event: Exclude<HistoryEditEvent, { type: 'HistoryEditUndone' }>): HistoryChange {
  switch (event.type) {
    case 'MetricRenamed':
      return { kind: 'rename', from: event.data.from, to: event.data.to };
    case 'MetricRemoved':
      return { kind: 'remove', key: event.data.key };
    case 'StepsEdited': {
      const { place, removed, set, summary } = event.data;
      return { kind: 'steps', place, removed, set, summary };
    }
    case 'RunsMerged': {
      const { place, lane, rule, sources, lines, summary } = event.data;
      return { kind: 'merge', place, lane, rule, sources, lines, summary };
    }
  }
}

function because(what: string, reason: string): string {
  return reason === '' ? what : `${what} (${reason})`;
}
