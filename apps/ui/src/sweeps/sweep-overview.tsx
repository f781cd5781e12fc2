import type { SweepDocument } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { runQuery, type RunAddress } from '../api/runs';
import type { SweepAddress } from '../api/sweeps';
import { Snippet } from '../controls/snippet';
import { formatNumber } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import { launchCommand, methodLabel } from './sweep-words';
import styles from './sweeps.module.css';

interface Props {
  readonly at: SweepAddress;
  readonly sweep: SweepDocument;
}

export function SweepOverview({ at, sweep }: Props) {
  const { entity, project } = at;
  const { metric, best, expectedRuns } = sweep;
  return (
    <section className={styles.card} aria-label="Overview">
      <div className={styles.cardHead}>
        <h2>Overview</h2>
      </div>
      <dl className={styles.details}>
        {sweep.description ? <Detail label="Description">{visibleText(sweep.description)}</Detail> : null}
        <Detail label="Method">{methodLabel(sweep.method)}</Detail>
        <Detail label="Metric">
          {metric ? (
            <span>
              {metric.goal === 'minimize' ? 'Minimize' : 'Maximize'} <code>{visibleText(metric.name)}</code>
            </span>
          ) : (
            'None'
          )}
        </Detail>
        <Detail label="Early termination">{sweep.earlyTermination ?? 'None'}</Detail>
        <Detail label="Best run">{best ? <BestRun entity={entity} project={project} run={best.run} value={best.value} /> : '—'}</Detail>
        <Detail label="Runs expected">{expectedRuns === null ? 'No limit' : formatNumber(expectedRuns)}</Detail>
        <Detail label="Created">
          <span>
            <TimeText time={sweep.createdAt} /> by <bdi>{visibleText(sweep.author)}</bdi>
          </span>
        </Detail>
      </dl>
      <div className={styles.cardBody}>
        <h3>Start an agent</h3>
        <Snippet text={launchCommand(entity, project, sweep.name)} label="Copy launch command" />
      </div>
    </section>
  );
}

function BestRun({ value, ...at }: RunAddress & { readonly value: number }) {
  const name = useQuery(runQuery(at)).data?.displayName ?? at.run;
  return (
    <span>
      <Link className={styles.link} to="/$entity/$project/runs/$run" params={at}>
        <bdi>{visibleText(name)}</bdi>
      </Link>{' '}
      with {formatNumber(value)}
    </span>
  );
}

function Detail({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
