import { LIMITS, type SweepDocument } from '@runstead/ui-contract';
import { useMemo } from 'react';
import type { RunsView } from '../api/run-table';
import type { SweepAddress } from '../api/sweeps';
import { HoverProvider } from '../charts/hover';
import { Snippet } from '../controls/snippet';
import { EmptyRegion } from '../states/empty-region';
import { useRuns } from '../workspace/use-runs';
import { SweepPanels } from './sweep-panels';
import { SweepRunTable } from './sweep-run-table';
import { launchCommand } from './sweep-words';
import styles from './sweeps.module.css';

interface Props {
  readonly at: SweepAddress;
  readonly sweep: SweepDocument;
}

/** The runs of the sweep: a table, the best first, and their panels. */
export function SweepRuns({ at, sweep }: Props) {
  const { entity, project } = at;
  const fields = useFields(sweep);
  const view = useRunsView(sweep.name, fields, sweep.metric?.goal === 'maximize');
  const runs = useRuns(entity, project, view);
  if (sweep.runCount === 0)
    return (
      <div className={styles.runs}>
        <div className={styles.surface}>
          <EmptyRegion text="No runs yet. Start a worker with:">
            <Snippet text={launchCommand(entity, project, sweep.name)} label="Copy command" />
          </EmptyRegion>
        </div>
      </div>
    );
  return (
    <HoverProvider>
      <div className={styles.runs}>
        <SweepRunTable at={at} runs={runs} fields={fields.all} best={sweep.best?.run ?? null} />
      </div>
      <SweepPanels at={at} runs={runs} filter={view.filter} fields={fields} />
    </HoverProvider>
  );
}

/** What the runs of a sweep are compared by, as fields of runs. */
export interface SweepFields {
  readonly parameters: readonly string[];
  readonly metric: string | null;
  readonly all: readonly string[];
}

const FIELD_LENGTH = 520;
/** Lines through more axes than these cannot be told apart. */
const MOST_PARAMETERS = Math.min(30, LIMITS.tableColumns - 1);

/** The same object while the configuration stays: a new document draws no panel. */
function useFields({ parameters, metric }: SweepDocument): SweepFields {
  const names = parameters.join('\n');
  const metricName = metric?.name ?? null;
  return useMemo(() => {
    const usable = (field: string): boolean => field.length <= FIELD_LENGTH;
    const chosen = names === '' ? [] : names.split('\n').map((name) => `config.${name}`);
    const shown = chosen.filter(usable).slice(0, MOST_PARAMETERS);
    const target = metricName !== null && usable(`summary.${metricName}`) ? `summary.${metricName}` : null;
    return { parameters: shown, metric: target, all: [...(target ? [target] : []), ...shown] };
  }, [names, metricName]);
}

function useRunsView(sweep: string, { metric, all }: SweepFields, descending: boolean): RunsView {
  return useMemo(
    () => ({
      search: '',
      regex: false,
      filter: { field: 'sweep', op: 'eq' as const, value: sweep },
      sort: [...(metric ? [{ field: metric, descending }] : []), { field: 'createdAt', descending: true }],
      columns: [...all],
    }),
    [sweep, metric, all, descending],
  );
}
