import type { RunDocument } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { statusOf } from '../../api/answer';
import { runQuery, type RunAddress } from '../../api/runs';
import type { OtherDocument } from './document-card';
import { forReading } from './dotted-rows';

interface OtherRunView {
  readonly run: RunDocument | null;
  readonly config: OtherDocument | null;
  readonly summary: OtherDocument | null;
  /** Why there is nothing to compare with. */
  readonly problem: string | null;
}

/** The run of the same project that this one is compared with; '' is none. */
export function useOtherRun(at: RunAddress, name: string): OtherRunView {
  const { entity, project } = at;
  const { data, error } = useQuery({ ...runQuery({ entity, project, run: name }), enabled: name !== '' });
  const run = (name !== '' && data) || null;
  return useMemo(() => {
    const of = (document: Record<string, unknown>): OtherDocument | null =>
      run && { at: { entity, project, run: run.name }, displayName: run.displayName, document: forReading(document) };
    const problem = !error
      ? null
      : statusOf(error) === 404
        ? 'The run to compare with is not there.'
        : 'The other run could not be loaded.';
    return { run, config: of(run?.config ?? {}), summary: of(run?.summary ?? {}), problem };
  }, [run, error, entity, project]);
}
