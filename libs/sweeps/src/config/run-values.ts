import type { Parameter, ParameterGroup } from './parameter';

/** A run's config, or what an agent was given: name to `{value}`. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a run tried, in the order of `leaves`; null when a parameter is not in its config. */
export function valuesOf(parameters: ParameterGroup, config: Arguments): readonly unknown[] | null {
  const values: unknown[] = [];
  for (const [name, entry] of parameters.entries) {
    const wrapper = own(config, name);
    if (!collect(entry, own(wrapper, 'value'), values)) return null;
  }
  return values;
}

function collect(entry: Parameter | ParameterGroup, value: unknown, into: unknown[]): boolean {
  if (entry.kind === 'parameter') {
    if (value === undefined) return false;
    into.push(value);
    return true;
  }
  return entry.entries.every(([name, inner]) => collect(inner, own(value, name), into));
}

function own(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined;
}
