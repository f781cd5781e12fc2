import type { RunView } from '../run-view';
import { DetailsList } from './details-list';
import { DocumentCard } from './document-card';
import { forReading } from './dotted-rows';
import styles from './overview.module.css';
import { ReceiptCard } from './receipt-card';
import { TimelineCard } from './timeline-card';

/** Everything that is known about the run itself. */
export function OverviewTab({ at, run }: RunView) {
  return (
    <div className={styles.overview} data-state="ready">
      <div className={styles.column}>
        <DetailsList at={at} run={run} />
      </div>
      <div className={styles.column}>
        <TimelineCard timeline={run.timeline} />
        <ReceiptCard at={at} />
        <DocumentCard title="Config" at={at} document={forReading(run.config)} emptyText="This run has no config." />
        <DocumentCard title="Summary" at={at} document={forReading(run.summary)} emptyText="This run has logged nothing yet." />
      </div>
    </div>
  );
}
