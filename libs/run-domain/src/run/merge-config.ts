import { isJsonObject } from '../json/is-json-object';
import type { JsonObject, JsonValue } from '../json/json-value';

/**
 * The config of a run that several writers share (protocol 6.7): each sends its own whole document, so keys are added
 * and replaced one by one. Inside `_wandb` the entries of both stay (`e` has one per writer), and an empty list of
 * metric definitions does not erase another writer's.
 */
export function mergeConfig(held: JsonObject, told: JsonObject): JsonObject {
  const config = united(held, told);
  if (isJsonObject(held['_wandb']) && isJsonObject(told['_wandb'])) {
    config['_wandb'] = united(told['_wandb'], { value: mergeInternals(inside(held), inside(told)) });
  }
  return config;
}

function inside(config: JsonObject): JsonObject {
  const wrapper = config['_wandb'];
  const value = isJsonObject(wrapper) ? wrapper['value'] : undefined;
  return isJsonObject(value) ? value : united();
}

function mergeInternals(held: JsonObject, told: JsonObject): JsonObject {
  const result = united(held);
  for (const [key, value] of Object.entries(told)) {
    const before = held[key];
    const erases = Array.isArray(value) && value.length === 0 && Array.isArray(before);
    if (!erases) result[key] = isJsonObject(before) && isJsonObject(value) ? united(before, value) : value;
  }
  return result;
}

/** Without a prototype, so that `__proto__` stays a key. */
function united(...documents: readonly JsonObject[]): Record<string, JsonValue> {
  return Object.assign(Object.create(null) as Record<string, JsonValue>, ...documents) as Record<string, JsonValue>;
}
