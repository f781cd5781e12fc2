import type { SweepRow } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import { formatDuration } from '../format/duration';
import { formatCount, formatNumber } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import { SweepBadge } from './sweep-badge';
import { methodLabel, sweepTitle } from './sweep-words';
import styles from './sweeps.module.css';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly sweeps: readonly SweepRow[];
}

export function SweepTable({ entity, project, sweeps }: Props) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Sweeps">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Method</th>
            <th scope="col">Created</th>
            <th scope="col">Creator</th>
            <th scope="col" className={styles.number}>
              Runs ended
            </th>
            <th scope="col" className={styles.number}>
              Expected
            </th>
            <th scope="col" className={styles.number}>
              Best value
            </th>
            <th scope="col" className={styles.number}>
              Compute time
            </th>
          </tr>
        </thead>
        <tbody>
          {sweeps.map((sweep) => (
            <tr key={sweep.name}>
              <td className={styles.name}>
                <Link to="/$entity/$project/sweeps/$sweep" params={{ entity, project, sweep: sweep.name }}>
                  <bdi>{visibleText(sweepTitle(sweep))}</bdi>
                </Link>
              </td>
              <td>
                <SweepBadge sweep={sweep} />
              </td>
              <td>{methodLabel(sweep.method)}</td>
              <td>
                <TimeText time={sweep.createdAt} />
              </td>
              <td>
                <bdi>{visibleText(sweep.author)}</bdi>
              </td>
              <td className={styles.number}>
                {formatCount(sweep.endedRuns)} / {formatCount(sweep.runCount)}
              </td>
              <td className={styles.number}>{sweep.expectedRuns === null ? '—' : formatCount(sweep.expectedRuns)}</td>
              <td className={styles.number} title={sweep.metric ? `${sweep.metric.name}, ${sweep.metric.goal}` : undefined}>
                {formatNumber(sweep.best?.value)}
              </td>
              <td className={styles.number}>{sweep.runCount === 0 ? '—' : formatDuration(sweep.computeMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
