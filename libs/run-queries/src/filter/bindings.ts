import type { QueryParams } from '@runstead/clickhouse';

type Value = QueryParams[string];

/** Collects the values of a statement: `bind` gives the placeholder that stands for one, under a name of our own. */
export class Bindings {
  private readonly values: Record<string, Value> = {};
  private count = 0;

  bind(type: string, value: Value): string {
    const name = `p${this.count}`;
    this.count += 1;
    this.values[name] = value;
    return `{${name}:${type}}`;
  }

  get params(): QueryParams {
    return this.values;
  }
}
