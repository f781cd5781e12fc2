import { LIMITS, runNamesSchema, runPageSchema, type RunFilterTree, type RunNames, type RunTableRow } from '@runstead/ui-contract';
import { valueOf } from '../api/answer';
import { apiPath, requestJson } from '../api/request';
import type { RunsView } from '../api/run-table';

interface Page {
  readonly rows: readonly RunTableRow[];
  readonly matching: number;
}

/** All matching runs in the view's order, page by page, each with the values of all `columns`. */
export async function* tablePages(
  entity: string,
  project: string,
  view: Omit<RunsView, 'columns'>,
  columns: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const path = apiPath('projects', entity, project, 'runs', 'query');
  const asked = batches(columns.filter((field) => /^(?:config|summary)\./.test(field)));
  let cursor: string | null = null;
  do {
    const more: { readonly cursor?: string } = cursor === null ? {} : { cursor };
    const parts = [];
    for (const part of asked) {
      const body = { ...view, columns: part, limit: LIMITS.runsPerPage, ...more };
      parts.push(valueOf(await requestJson(runPageSchema, path, { method: 'POST', body, signal })));
    }
    const [first, ...others] = parts;
    if (!first) return;
    yield {
      rows: first.runs.map((run) => ({ ...run, values: Object.assign({}, run.values, ...others.map(valuesOf(run.name))) as object })),
      matching: first.matching,
    } as Page;
    cursor = first.cursor;
  } while (cursor !== null);
}

const valuesOf =
  (name: string) =>
  ({ runs }: { readonly runs: readonly RunTableRow[] }): Readonly<Record<string, unknown>> =>
    runs.find((run) => run.name === name)?.values ?? {};

/** A request brings the values of so many columns; at least one request is made. */
function batches(fields: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let i = 0; i === 0 || i < fields.length; i += LIMITS.tableColumns) all.push(fields.slice(i, i + LIMITS.tableColumns));
  return all;
}

/** Names of all matching runs in the view's order. */
export async function allNames(entity: string, project: string, view: Omit<RunsView, 'columns'>): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const body = { ...view, limit: LIMITS.runsPerSeries, offset: names.length };
    const page: RunNames = valueOf(
      await requestJson(runNamesSchema, apiPath('projects', entity, project, 'runs', 'names'), { method: 'POST', body }),
    );
    names.push(...page.names);
    if (page.names.length === 0 || names.length >= page.matching) return names;
  }
}

/** Those of `names` that can still be asked to stop. */
export function liveAmong(entity: string, project: string, names: readonly string[]): Promise<string[]> {
  const filter: RunFilterTree = {
    and: [
      { field: 'name', op: 'in', value: names.slice(0, LIMITS.filterValues) },
      { field: 'state', op: 'in', value: ['running', 'pending'] },
    ],
  };
  return allNames(entity, project, { search: '', regex: false, filter, sort: undefined });
}
