import { ChevronRight } from 'lucide-react';
import { memo, type CSSProperties, type ReactNode } from 'react';
import { formatDuration } from '../format/duration';
import { formatCount, formatNumber } from '../format/number';
import { NameText } from '../format/name-text';
import { Skeleton } from '../states/skeleton';
import { columnText } from '../workspace/column-text';
import { valueText } from '../workspace/grouping/group-id';
import { nextPageSize, type TreeRow } from '../workspace/grouping/use-group-tree';
import type { RowActions } from './grid-actions';
import { RunCell } from './run-cell';
import styles from './runs-table.module.css';
import { NAME, type TableColumn } from './table-columns';

/** A column that is in the page, with its place among all of them. */
export interface PlacedColumn {
  readonly column: TableColumn;
  readonly index: number;
  readonly style: CSSProperties;
}

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly row: TreeRow;
  readonly index: number;
  readonly top: number;
  readonly width: number;
  /** Pixels between the pinned columns and the first of the others that is in the page. */
  readonly gap: number;
  readonly columns: readonly PlacedColumn[];
  readonly colour: string;
  readonly shown: boolean;
  readonly selected: boolean;
  /** The column that the keyboard is in; -1 when it is in another row. */
  readonly active: number;
  readonly actions: RowActions;
}

export const GridRow = memo(function GridRow(props: Props) {
  const { row, index, columns, gap } = props;
  const run = row.kind === 'run' ? row.run : undefined;
  const pinned = columns.filter(({ column }) => column.pinned);
  const cell = ({ column, index: place, style }: PlacedColumn) => (
    <div
      key={column.field}
      role="gridcell"
      aria-colindex={place + 1}
      data-cell={`${index}:${place}`}
      data-field={column.field}
      data-pinned={column.pinned || undefined}
      data-numeric={(run ? columnText(run, column.field).numeric : row.kind === 'group') || undefined}
      className={styles.cell}
      style={{ ...style, ...(column.field === NAME && row.depth > 0 ? { paddingLeft: 8 + row.depth * 18 } : {}) }}
      tabIndex={props.active === place ? 0 : -1}
    >
      {contents(props, column.field)}
    </div>
  );
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={run ? props.selected : undefined}
      className={styles.row}
      style={{ top: props.top, width: props.width }}
      data-run-id={run?.name}
      data-group={row.kind === 'group' ? row.id : undefined}
      data-shown={props.shown}
    >
      {pinned.map(cell)}
      <span className={styles.gap} style={{ width: gap }} role="presentation" />
      {columns.filter(({ column }) => !column.pinned).map(cell)}
    </div>
  );
});

function contents({ row, actions, ...props }: Props, field: string): ReactNode {
  if (row.kind === 'run') return <RunCell {...props} run={row.run} field={field} actions={actions} />;
  if (row.kind === 'loading') return field === NAME ? <Skeleton width="60%" height="12px" /> : null;
  if (row.kind === 'more')
    return field === NAME ? (
      <button type="button" tabIndex={-1} className={styles.more} data-open="" onClick={() => actions.showMore(row.inGroup)}>
        Show {nextPageSize(row.left)} more of {formatCount(row.left)}
      </button>
    ) : null;
  if (field !== NAME) {
    const figures = row.group.columns[field];
    return figures && figures.n > 0 ? (
      <span className={styles.text} data-fits="" title={`mean ± standard deviation of ${figures.n}`}>
        {figure(field, figures.mean)} ± {figure(field, figures.sd, 3)}
      </span>
    ) : null;
  }
  const last = row.group.key.at(-1);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.group}
      data-open=""
      aria-expanded={row.open}
      onClick={() => actions.toggle(row.id)}
    >
      <ChevronRight size={14} aria-hidden="true" />
      <NameText name={last ? valueText(last.value) : ''} />
      <span>({formatCount(row.group.runs)})</span>
    </button>
  );
}

/** Runtimes are seconds. */
const figure = (field: string, value: number, digits?: number): string =>
  field === 'runtime' ? formatDuration(value * 1_000) : formatNumber(value, digits);
