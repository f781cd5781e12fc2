import type { RunDocument } from '@runstead/ui-contract';
import { useId } from 'react';
import { formatDateTime, formatUtc } from '../../format/time';
import { visibleText } from '../../format/visible-text';
import styles from './overview.module.css';
import { timelineEntries } from './timeline-words';

const clockOf = (time: number): string => formatDateTime(time, true).slice(11);

/** Why the run is in its state: every change with its time and evidence. */
export function TimelineCard({ timeline }: { readonly timeline: RunDocument['timeline'] }) {
  const heading = useId();
  const entries = timelineEntries(timeline, clockOf);
  const firstDay = entries[0] ? formatDateTime(entries[0].time).slice(0, 10) : '';
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <div className={styles.cardHead}>
        <h2 id={heading}>Timeline</h2>
      </div>
      <ol className={styles.timeline}>
        {entries.map((entry) => {
          const day = formatDateTime(entry.time).slice(0, 10);
          return (
            <li key={entry.key} data-tone={entry.tone}>
              {visibleText(entry.what)}{' '}
              <span className={styles.evidence}>
                <time dateTime={new Date(entry.time).toISOString()} title={formatUtc(entry.time)}>
                  {day === firstDay ? clockOf(entry.time) : formatDateTime(entry.time, true)}
                </time>
                {entry.evidence ? ` · ${visibleText(entry.evidence)}` : ''}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
