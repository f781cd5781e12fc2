import { useMemo } from 'react';
import { useRunFigures } from './kinds/use-run-figures';
import { NO_VALUES, type RunValues } from './legend-template';
import type { DrawnRun } from './panel-types';

const MOST = 200;

/** Config and summary values of the drawn runs, by name. */
export function useRunValues(
  entity: string,
  project: string,
  runs: readonly DrawnRun[],
  fields: readonly string[],
): (run: string) => RunValues {
  const { rows } = useRunFigures(entity, project, runs, fields, MOST);
  return useMemo(() => {
    const known = new Map(rows.map(({ run, values }) => [run.name, values]));
    return (run) => known.get(run) ?? NO_VALUES;
  }, [rows]);
}
