import { memo, useState, type MouseEvent } from 'react';
import { formatCount } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { AnsiText } from './ansi-text';
import type { ConsoleLine } from './log-window';
import styles from './logs.module.css';

/** A longer line is cut: one line must not fill the page (UI 10.5). */
const LONGEST_LINE = 4_096;

interface Props {
  readonly line: ConsoleLine;
  /** Text of the time column, null without one. */
  readonly time: string | null;
  readonly search: string;
  readonly selected: boolean;
  /** The match that the search stands on. */
  readonly current: boolean;
  /** The one line number of the log that Tab reaches; the arrow keys move from it. */
  readonly tabStop: boolean;
  readonly onSelect: (line: number, extend: boolean) => void;
}

export const LogLine = memo(function LogLine({ line, time, search, selected, current, tabStop, onSelect }: Props) {
  const [whole, setWhole] = useState(false);
  const cut = line.text.length > LONGEST_LINE && !whole;
  const select = (event: MouseEvent): void => onSelect(line.number, event.shiftKey);
  return (
    <div
      className={styles.line}
      data-line={line.number}
      data-stream={line.stream}
      data-selected={selected ? '' : undefined}
      data-current={current ? '' : undefined}
    >
      <button
        type="button"
        className={styles.number}
        tabIndex={tabStop ? 0 : -1}
        aria-label={`Select line ${line.number}`}
        aria-pressed={selected}
        onClick={select}
      >
        {formatCount(line.number)}
      </button>
      {time === null ? null : <span className={styles.time}>{time}</span>}
      <span className={styles.text}>
        {line.stream === 'stderr' ? <span className="visually-hidden">stderr: </span> : null}
        {line.label ? <span className={styles.label}>{visibleText(line.label)}</span> : null}
        <AnsiText line={cut ? line.text.slice(0, LONGEST_LINE) : line.text} search={search} />
        {cut ? (
          <button type="button" className={styles.showAll} onClick={() => setWhole(true)}>
            … show all
          </button>
        ) : null}
      </span>
    </div>
  );
});
