import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { SortKey } from '../api/run-table';
import { runColour } from '../runs/run-look';
import { useScheme } from '../theme/color-scheme';
import { shownBy, type Eyes } from '../workspace/eyes';
import type { TreeRow } from '../workspace/grouping/use-group-tree';
import type { ColumnActions, RowActions } from './grid-actions';
import { GridHead } from './grid-head';
import { GridRow, type PlacedColumn } from './grid-row';
import styles from './runs-table.module.css';
import type { TableColumn } from './table-columns';
import { useGridKeys } from './use-grid-keys';

export interface GridProps {
  readonly entity: string;
  readonly project: string;
  readonly columns: readonly TableColumn[];
  readonly sort: SortKey | undefined;
  readonly eyes: Eyes;
  readonly colours: Readonly<Record<string, string>>;
  readonly selection: ReadonlySet<string>;
  readonly columnActions: ColumnActions;
  readonly rowActions: RowActions;
}

interface Props extends GridProps {
  readonly rows: readonly TreeRow[];
  /** Also those that are not loaded. */
  readonly count: number;
  readonly onEnd: () => void;
}

const HEAD = 32;

/** Only the rows and columns in sight are in the page; pinned columns stay at the left. */
export function RunGrid(props: Props) {
  const { rows, columns, onEnd, selection, rowActions } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const scheme = useScheme();
  const [height] = useState(() => (matchMedia('(pointer: coarse)').matches ? 44 : 36));
  const pinned = columns.filter((column) => column.pinned);
  const free = columns.filter((column) => !column.pinned);
  const pinnedWidth = pinned.reduce((sum, { width }) => sum + width, 0);
  const vertical = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    scrollPaddingEnd: HEAD,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: free.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => free[index]?.width ?? 0,
    paddingStart: pinnedWidth,
    scrollPaddingStart: pinnedWidth,
    overscan: 2,
    getItemKey: (index) => free[index]?.field ?? index,
  });
  const widths = columns.map(({ field, width }) => `${field} ${width}`).join();
  useEffect(() => horizontal.measure(), [horizontal, widths]);
  const items = vertical.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last > rows.length - 60) onEnd();
  }, [last, rows.length, onEnd]);
  const keys = useGridKeys({
    grid: scroller,
    rows: rows.length,
    columns: columns.length,
    show: (row, column) => {
      vertical.scrollToIndex(row);
      if (column >= pinned.length) horizontal.scrollToIndex(column - pinned.length);
    },
    onSelect: (row, upTo) => {
      const at = rows[row];
      if (at?.kind === 'run') rowActions.select(at.run.name, upTo);
      else if (at?.kind === 'group') rowActions.toggle(at.id);
    },
  });
  const across = horizontal.getVirtualItems();
  const placed = placedColumns(
    pinned,
    free,
    across.map(({ index }) => index),
  );
  const gap = Math.max(0, (across[0]?.start ?? pinnedWidth) - pinnedWidth);
  const width = Math.max(horizontal.getTotalSize(), pinnedWidth);
  const shown = shownBy(props.eyes);
  const first = items[0]?.index ?? 0;
  // The cell that Tab reaches is always one that is in the page.
  const tabRow = items.some(({ index }) => index === keys.active.row) ? keys.active.row : first;
  const head = ({ column, index, style }: PlacedColumn) => (
    <GridHead
      key={column.field}
      column={column}
      index={index}
      before={neighbour(columns, index, -1)}
      after={neighbour(columns, index, 1)}
      sort={props.sort}
      actions={props.columnActions}
      style={style}
    />
  );
  return (
    <div
      ref={scroller}
      className={styles.grid}
      data-scroll-restoration-id="runs-table"
      role="grid"
      aria-label="Runs"
      aria-multiselectable="true"
      aria-rowcount={props.count + 1}
      aria-colcount={columns.length}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
    >
      <div role="rowgroup" className={styles.headGroup} style={{ width }}>
        <div role="row" aria-rowindex={1} className={styles.headRow}>
          {placed.slice(0, pinned.length).map(head)}
          <span className={styles.gap} style={{ width: gap }} role="presentation" />
          {placed.slice(pinned.length).map(head)}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ width, height: vertical.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const run = row.kind === 'run' ? row.run : undefined;
          return (
            <GridRow
              key={row.id}
              entity={props.entity}
              project={props.project}
              row={row}
              index={index}
              top={start}
              width={width}
              gap={gap}
              columns={placed}
              colour={run ? runColour(run.ordinal, props.colours[run.name], scheme) : ''}
              shown={run ? shown(run.name) : true}
              selected={run ? selection.has(run.name) : false}
              active={index === tabRow ? Math.min(keys.active.column, columns.length - 1) : -1}
              actions={rowActions}
            />
          );
        })}
      </div>
    </div>
  );
}

function placedColumns(pinned: readonly TableColumn[], free: readonly TableColumn[], inSight: readonly number[]): PlacedColumn[] {
  let left = 0;
  const kept = pinned.map((column, index): PlacedColumn => {
    const style = { width: column.width, left };
    left += column.width;
    return { column, index, style };
  });
  const others = inSight.flatMap((at) => {
    const column = free[at];
    return column ? [{ column, index: pinned.length + at, style: { width: column.width } }] : [];
  });
  return [...kept, ...others];
}

/** The next column with which this one can change places: pinned columns stay among themselves, the name stays first. */
function neighbour(columns: readonly TableColumn[], index: number, by: number): string | undefined {
  const own = columns[index];
  const other = columns[index + by];
  return other && own && index + by > 0 && other.pinned === own.pinned ? other.field : undefined;
}
