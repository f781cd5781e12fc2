import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { RunView } from '../run-view';
import { ComparedWith } from './compared-with';
import { DetailsList } from './details-list';
import { DocumentCard } from './document-card';
import { forReading } from './dotted-rows';
import styles from './overview.module.css';
import { ReceiptCard } from './receipt-card';
import { TimelineCard } from './timeline-card';
import { useOtherRun } from './use-other-run';

/** Everything that is known about the run itself; in a comparison the two documents come first. */
export function OverviewTab({ at, run }: RunView) {
  const { compare = '' } = useSearch({ strict: false });
  const config = useMemo(() => forReading(run.config), [run.config]);
  const summary = useMemo(() => forReading(run.summary), [run.summary]);
  const other = useOtherRun(at, compare === at.run ? '' : compare);
  const shared = { at, name: run.displayName };
  const documents = (
    <>
      <DocumentCard {...shared} title="Config" document={config} other={other.config} emptyText="This run has no config." />
      <DocumentCard {...shared} title="Summary" document={summary} other={other.summary} emptyText="This run has logged nothing yet." />
    </>
  );
  if (compare !== '')
    return (
      <div className={styles.overview} data-state="ready">
        <ComparedWith at={at} other={other.run} problem={other.problem} />
        <div className={`${styles.column} ${styles.wide}`}>{documents}</div>
        <div className={styles.column}>
          <DetailsList at={at} run={run} />
        </div>
        <div className={styles.column}>
          <TimelineCard timeline={run.timeline} />
          <ReceiptCard at={at} />
        </div>
      </div>
    );
  return (
    <div className={styles.overview} data-state="ready">
      <div className={styles.column}>
        <DetailsList at={at} run={run} />
      </div>
      <div className={styles.column}>
        <TimelineCard timeline={run.timeline} />
        <ReceiptCard at={at} />
        {documents}
      </div>
    </div>
  );
}
