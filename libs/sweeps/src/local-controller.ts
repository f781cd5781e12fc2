import { isJsonObject, parseJson, stringifyJson, type JsonObject } from '@runstead/run-domain';
import type { OpenSweep } from './open-sweep';
import type { Proposed } from './proposals';

/** The next entry of the user's own controller that was not given out (sweeps protocol 8). */
export function nextScheduled({ sweep, tokens }: OpenSweep): Proposed {
  for (const { id, data } of schedule(sweep.controller)) {
    if (tokens.has(id)) continue;
    const args = data['args'];
    if (args === null) return 'exhausted';
    if (isJsonObject(args)) return { arguments: stringifyJson(args), place: null, token: id };
  }
  return 'wait';
}

/** Names of runs that the controller wants stopped. */
export function earlyStops(controller: string | null): ReadonlySet<string> {
  const names = documentOf(controller)['earlystop'];
  return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []);
}

/** What the controller reads: which of its entries became which run. JSON text. */
export function schedulerText(assignments: Iterable<{ readonly token: string | null; readonly runName: string }>): string {
  const scheduled = [...assignments].flatMap(({ token, runName }) => (token === null ? [] : [{ id: token, runid: runName }]));
  return scheduled.length === 0 ? '{}' : JSON.stringify({ scheduled });
}

function schedule(controller: string | null): { readonly id: string; readonly data: JsonObject }[] {
  const entries = documentOf(controller)['schedule'];
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry) => {
    if (!isJsonObject(entry)) return [];
    const { id, data } = entry;
    return typeof id === 'string' && isJsonObject(data) ? [{ id, data }] : [];
  });
}

function documentOf(controller: string | null): JsonObject {
  if (controller === null) return {};
  try {
    const document = parseJson(controller);
    return isJsonObject(document) ? document : {};
  } catch {
    // It is the user's own text; one that cannot be read schedules nothing.
    return {};
  }
}
