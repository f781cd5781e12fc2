import type { SortKey } from '../api/run-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { runColour } from '../runs/run-look';
import { useScheme } from '../theme/color-scheme';
import { isOnly, shownBy, type Eyes } from './eyes';
import { RunRowView, type RowHandlers } from './run-row';
import { ListHead } from './list-head';
import type { RunActions } from './use-run-actions';
import type { ListedRun } from './use-runs';
import styles from './workspace.module.css';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly rows: readonly ListedRun[];
  /** How many of the first rows are pinned: they stay above a line. */
  readonly pinned: number;
  readonly baseline: string | undefined;
  readonly matching: number;
  readonly eyes: Eyes;
  readonly colours: Readonly<Record<string, string>>;
  /** Fields that follow the name. */
  readonly columns: readonly string[];
  readonly sort: readonly SortKey[] | undefined;
  readonly onSort: (sort: SortKey[] | undefined) => void;
  readonly handlers: RowHandlers;
  readonly actions: RunActions;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

/** Only the rows in sight are in the page; further runs are loaded before the end is reached. */
export function RunList(props: Props) {
  const { rows, eyes, colours, hasMore, onMore } = props;
  const scheme = useScheme();
  const scroller = useRef<HTMLDivElement>(null);
  const [height] = useState(() => (matchMedia('(pointer: coarse)').matches ? 40 : 28));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => rows[index]?.name ?? index,
  });
  const [fresh, setFresh] = useFreshRows(rows, scroller, height);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last > rows.length - 50) onMore();
  }, [hasMore, last, onMore, rows.length]);
  const walk = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const row = (event.target as Element).closest<HTMLElement>('[data-run-id]');
    if (by === 0 || !row || (event.target as Element).matches('input')) return;
    event.preventDefault();
    const next = Math.min(rows.length, Math.max(1, Number(row.getAttribute('aria-posinset')) + by));
    virtual.scrollToIndex(next - 1);
    scroller.current?.querySelector<HTMLElement>(`[aria-posinset="${next}"] a`)?.focus({ preventScroll: true });
  };
  const shown = shownBy(eyes);
  return (
    <div className={styles.listFrame}>
      {fresh > 0 ? (
        <button
          type="button"
          className={styles.fresh}
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 });
            setFresh(0);
          }}
        >
          {fresh} new {fresh === 1 ? 'run' : 'runs'}
        </button>
      ) : null}
      {props.columns.length > 0 ? <ListHead columns={props.columns} sort={props.sort} onSort={props.onSort} /> : null}
      <div ref={scroller} className={styles.list} onScroll={(event) => event.currentTarget.scrollTop === 0 && setFresh(0)}>
        <ul style={{ height: virtual.getTotalSize() }} aria-label="Runs" onKeyDown={walk}>
          {props.pinned > 0 ? <li className={styles.pinLine} style={{ top: props.pinned * height }} role="presentation" /> : null}
          {items.map(({ index, key, start }) => {
            const run = rows[index];
            return run ? (
              <RunRowView
                key={key}
                top={start}
                entity={props.entity}
                project={props.project}
                run={run}
                columns={props.columns}
                colour={runColour(run.ordinal, colours[run.name], scheme)}
                shown={shown(run.name)}
                only={isOnly(eyes, run.name)}
                pinned={run.name === props.baseline ? 'baseline' : index < props.pinned ? 'pinned' : undefined}
                position={index + 1}
                count={props.matching}
                handlers={props.handlers}
                actions={props.actions}
              />
            ) : null;
          })}
        </ul>
      </div>
    </div>
  );
}

/** Rows that came in above while the person looks further down do not shift what they look at: they are counted instead. */
function useFreshRows(rows: readonly ListedRun[], scroller: RefObject<HTMLDivElement | null>, height: number) {
  const [fresh, setFresh] = useState(0);
  const first = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const before = first.current;
    first.current = rows[0]?.name;
    const list = scroller.current;
    if (!before || !list || list.scrollTop === 0) return;
    const moved = rows.findIndex(({ name }) => name === before);
    if (moved <= 0 || moved > 100) return;
    list.scrollTop += moved * height;
    setFresh((count) => count + moved);
  }, [rows, scroller, height]);
  return [fresh, setFresh] as const;
}
