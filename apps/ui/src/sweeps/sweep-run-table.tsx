import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SweepAddress } from '../api/sweeps';
import { Button } from '../controls/button';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import { shortField } from '../panels/kinds/use-run-figures';
import { RunStateBadge } from '../runs/run-state-icon';
import { ErrorRegion } from '../states/error-region';
import { Skeleton } from '../states/skeleton';
import { columnText } from '../workspace/column-text';
import type { ListedRun, Runs } from '../workspace/use-runs';
import styles from './sweeps.module.css';

const FIRST = 20;
const MORE = 100;

interface Props {
  readonly at: SweepAddress;
  readonly runs: Runs;
  /** The metric, then the parameters. */
  readonly fields: readonly string[];
  readonly best: string | null;
}

/** The runs of the sweep in the order of what they reached. */
export function SweepRunTable({ at, runs, fields, best }: Props) {
  const [shown, setShown] = useState(FIRST);
  const rows = runs.rows.slice(0, shown);
  const more = (): void => {
    setShown(shown + MORE);
    if (shown + MORE > runs.rows.length) runs.loadMore();
  };
  return (
    <section className={styles.card} aria-label="Runs">
      <div className={styles.cardHead}>
        <h2>Runs</h2>
        <span className={styles.muted}>{runs.loading ? '' : formatCount(runs.matching)}</span>
      </div>
      {runs.loading ? <Loading /> : null}
      {runs.error ? <ErrorRegion text="The runs could not be loaded." error={runs.error} onRetry={runs.retry} /> : null}
      {rows.length === 0 ? null : <Table at={at} rows={rows} fields={fields} best={best} />}
      {rows.length < runs.matching ? (
        <div className={styles.more}>
          <Button look="quiet" onClick={more}>
            Show more runs
          </Button>
          <span className={styles.muted}>
            {formatCount(rows.length)} of {formatCount(runs.matching)}
          </span>
        </div>
      ) : null}
    </section>
  );
}

/** As high as the rows that come in its place. */
function Loading() {
  return Array.from({ length: 6 }, (_, i) => (
    <div key={i} className={styles.loadingRow}>
      <Skeleton width={`${40 + ((i * 23) % 45)}%`} height="14px" />
    </div>
  ));
}

function Table({ at, rows, fields, best }: Omit<Props, 'runs'> & { readonly rows: readonly ListedRun[] }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Table of runs">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            {fields.map((field) => (
              <th key={field} scope="col" className={styles.number} title={field}>
                <bdi>{visibleText(shortField(field))}</bdi>
              </th>
            ))}
            <th scope="col" className={styles.number}>
              Runtime
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((run) => (
            <Row key={run.name} at={at} run={run} fields={fields} best={run.name === best} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly at: SweepAddress;
  readonly run: ListedRun;
  readonly fields: readonly string[];
  readonly best: boolean;
}

function Row({ at: { entity, project }, run, fields, best }: RowProps) {
  return (
    <tr data-run={run.name} data-best={best || undefined}>
      <td className={styles.name}>
        <Link to="/$entity/$project/runs/$run" params={{ entity, project, run: run.name }}>
          <bdi>{visibleText(run.displayName)}</bdi>
        </Link>
        {best ? <small>best</small> : null}
      </td>
      <td>
        <RunStateBadge state={run.state} stopping={run.stopRequested} />
      </td>
      {fields.map((field) => (
        <td key={field} className={styles.number}>
          <bdi>{visibleText(columnText(run, field).text)}</bdi>
        </td>
      ))}
      <td className={styles.number}>{columnText(run, 'runtime').text}</td>
    </tr>
  );
}
