import { LIMITS, runPageSchema, type RunPage } from '@runstead/ui-contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { valueOf } from '../../api/answer';
import { apiPath, requestJson } from '../../api/request';
import type { DrawnRun } from '../panel-types';

export interface RunFigures {
  readonly run: DrawnRun;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Figures {
  readonly rows: readonly RunFigures[];
  readonly state: 'loading' | 'ready' | 'error';
  readonly retry: () => void;
  readonly error: unknown;
}

/** Values of config and summary for the first visible runs, in the order of the list. */
export function useRunFigures(
  entity: string,
  project: string,
  runs: readonly DrawnRun[],
  fields: readonly string[],
  most: number,
): Figures {
  const wanted = useMemo(() => runs.slice(0, most), [runs, most]);
  const names = useMemo(() => wanted.map(({ name }) => name), [wanted]);
  const asked = fields.length > 0 && names.length > 0;
  const found = useQuery({ ...figuresQuery(entity, project, names, fields), enabled: asked });
  const rows = useMemo(() => {
    const values = new Map((found.data ?? []).map((row) => [row.name, { ...row.values, ...plainFields(row) }]));
    return wanted.map((run) => ({ run, values: values.get(run.name) ?? {} }));
  }, [found.data, wanted]);
  return {
    rows,
    state: asked && found.isPending ? 'loading' : found.error && !found.data ? 'error' : 'ready',
    retry: () => void found.refetch(),
    error: found.error,
  };
}

function plainFields(row: RunPage['runs'][number]): Record<string, unknown> {
  const { createdAt, updatedAt, endedAt, state, author, group, jobType } = row;
  return { createdAt, updatedAt, endedAt, state, author, group, jobType, runtime: ((endedAt ?? updatedAt) - createdAt) / 1_000 };
}

const figuresQuery = (entity: string, project: string, names: readonly string[], fields: readonly string[]) =>
  queryOptions({
    queryKey: ['run-figures', entity, project, names, fields],
    queryFn: async ({ signal }): Promise<RunPage['runs']> => {
      const path = apiPath('projects', entity, project, 'runs', 'query');
      const pages: RunPage['runs'][] = [];
      for (let at = 0; at < names.length; at += LIMITS.runsPerPage) {
        const some = names.slice(at, at + LIMITS.runsPerPage);
        const columns = fields.filter((field) => /^(?:config|summary)\./.test(field));
        const body = { filter: { field: 'name', op: 'in', value: some }, columns, limit: LIMITS.runsPerPage };
        pages.push(valueOf(await requestJson(runPageSchema, path, { method: 'POST', body, signal })).runs);
      }
      return pages.flat();
    },
    placeholderData: keepPreviousData,
  });

/** A number, or NaN for what is none; JSON's words for special numbers are numbers. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : NaN;
}

export const shortField = (field: string): string => field.replace(/^(?:config|summary)\./, '');
