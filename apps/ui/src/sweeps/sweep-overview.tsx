import type { SweepDocument } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SweepAddress } from '../api/sweeps';
import { Button } from '../controls/button';
import { lazyPart } from '../controls/lazy-part';
import { Snippet } from '../controls/snippet';
import { formatNumber } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import type { EditConfigDialog as Dialog } from './edit-config-dialog';
import { launchCommand, methodLabel } from './sweep-words';
import styles from './sweeps.module.css';

const EditConfigDialog = lazyPart<Parameters<typeof Dialog>[0]>(() =>
  import('./edit-config-dialog').then((module) => module.EditConfigDialog),
);

interface Props {
  readonly at: SweepAddress;
  readonly sweep: SweepDocument;
}

export function SweepOverview({ at, sweep }: Props) {
  const { entity, project } = at;
  const { metric, best, expectedRuns } = sweep;
  const [editing, setEditing] = useState(false);
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
        <Detail label="Best run">
          {best ? (
            <span>
              <Link className={styles.link} to="/$entity/$project/runs/$run" params={{ entity, project, run: best.run }}>
                <bdi>{visibleText(best.run)}</bdi>
              </Link>{' '}
              with {formatNumber(best.value)}
            </span>
          ) : (
            '—'
          )}
        </Detail>
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
        <div className={styles.configHead}>
          <h3>Configuration</h3>
          <Button look="quiet" onClick={() => setEditing(true)}>
            <Pencil size={12} aria-hidden="true" /> Edit
          </Button>
        </div>
        <div className={styles.config}>
          <Snippet text={sweep.config.trimEnd()} label="Copy configuration" />
        </div>
      </div>
      {editing ? <EditConfigDialog at={at} config={sweep.config} onClose={() => setEditing(false)} /> : null}
    </section>
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
