import type { RunDocument } from '@runstead/ui-contract';
import { naturalOrder } from '../../format/natural-order';
import { formatDuration } from '../../format/duration';
import { dottedRows, forReading } from '../../run/overview/dotted-rows';

interface ComparedRow {
  readonly key: string;
  /** One a run; undefined where the run has no such key, which counts as different. */
  readonly values: readonly unknown[];
  readonly differs: boolean;
}

interface ComparedGroup {
  readonly name: 'Run' | 'Config' | 'Summary';
  readonly rows: readonly ComparedRow[];
}

interface Wanted {
  readonly diffOnly: boolean;
  readonly search: string;
}

/** Keys as rows, runs as columns, in the groups of the run page; documents that are still on their way are empty columns. */
export function comparedGroups(documents: readonly (RunDocument | undefined)[], { diffOnly, search }: Wanted): ComparedGroup[] {
  const wanted = search.trim().toLowerCase();
  const group = (name: ComparedGroup['name'], columns: readonly (ReadonlyMap<string, unknown> | undefined)[]): ComparedGroup => {
    const keys = [...new Set(columns.flatMap((column) => [...(column?.keys() ?? [])]))];
    const rows = keys
      .filter((key) => key.toLowerCase().includes(wanted))
      .map((key) => {
        const values = columns.map((column) => column?.get(key));
        const known = columns.flatMap((column) => (column ? [JSON.stringify(column.get(key)) ?? ''] : []));
        return { key, values, differs: new Set(known).size > 1 };
      })
      .filter(({ differs }) => differs || !diffOnly);
    return { name, rows: name === 'Run' ? rows : rows.sort((a, b) => naturalOrder(a.key, b.key)) };
  };
  return [
    group(
      'Run',
      documents.map((run) => run && runFields(run)),
    ),
    group(
      'Config',
      documents.map((run) => run && leavesOf(run.config)),
    ),
    group(
      'Summary',
      documents.map((run) => run && leavesOf(run.summary)),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

function runFields(run: RunDocument): ReadonlyMap<string, unknown> {
  const runtime = formatDuration((run.endedAt ?? run.updatedAt) - run.createdAt);
  const fields = {
    id: run.name,
    state: run.state,
    author: run.author,
    group: run.group,
    'job type': run.jobType,
    tags: run.tags.join(', '),
    runtime,
  };
  return new Map(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));
}

/** What was logged, by dotted names, without the client's own counters. */
function leavesOf(document: Record<string, unknown>): Map<string, unknown> {
  const rows = dottedRows(forReading(document)).filter(({ name }) => !name.startsWith('_'));
  return new Map(rows.map(({ name, value }) => [name, value]));
}
