import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '@runstead/run-domain';

/** What a client's summary would be after these rows and what was `before` (protocol 7.2): the last value of each leaf, nested as it was logged. */
export function summaryOfRows(rows: readonly string[], before: JsonObject = {}): JsonObject {
  let summary = before;
  for (const text of rows) {
    const row = parseJson(text);
    if (isJsonObject(row)) summary = merged(summary, row);
  }
  const runtime = summary['_runtime'];
  return typeof runtime === 'number' && Number.isFinite(runtime) ? { ...summary, _wandb: { runtime: Math.floor(runtime) } } : summary;
}

function merged(held: JsonObject, told: JsonObject): JsonObject {
  const result = Object.assign(Object.create(null) as Record<string, JsonValue>, held);
  for (const [key, value] of Object.entries(told)) {
    const before = result[key];
    result[key] = isNested(before) && isNested(value) ? merged(before, value) : value;
  }
  return result;
}

/** A media object (with `_type`) is one value. */
function isNested(value: JsonValue | undefined): value is JsonObject {
  return isJsonObject(value) && typeof value['_type'] !== 'string';
}
