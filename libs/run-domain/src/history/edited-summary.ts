import type { JsonObject, JsonValue } from '../json/json-value';
import { sameJson } from '../run/same-json';
import { takeOut } from './edited-row';
import { activeEdits, type HistoryEdit } from './history-edit';

/** The summary as the edits show it; what the client sent stays as it is. A name that a rename gives replaces a member of that name. */
export function editedSummary(summary: JsonObject, edits: readonly HistoryEdit[]): JsonObject {
  const active = activeEdits(edits);
  if (active.length === 0) return summary;
  const shown = Object.assign(Object.create(null) as Record<string, JsonValue>, summary);
  for (const { change } of active) {
    if (change.kind === 'remove') takeOut(shown, change.key);
    else if (change.kind === 'rename') {
      const value = takeOut(shown, change.from);
      if (value !== undefined) shown[change.to] = value;
    } else {
      for (const { key, was, now } of change.summary) {
        const held = takeOut(shown, key);
        const stands = was === undefined ? held === undefined : held !== undefined && sameJson(held, was);
        const next = stands ? now : held;
        if (next !== undefined) shown[key] = next;
      }
    }
  }
  return shown;
}
