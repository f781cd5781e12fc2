import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react';
import { memo, useRef, useState, type CSSProperties, type DragEvent } from 'react';
import type { SortKey } from '../api/run-table';
import { lazyPart } from '../controls/lazy-part';
import { visibleText } from '../format/visible-text';
import { ColumnEdge } from './column-edge';
import type { ColumnMenu as Items } from './column-menu';
import type { ColumnActions } from './grid-actions';
import styles from './runs-table.module.css';
import { NAME, type TableColumn } from './table-columns';

const ColumnMenu = lazyPart<Parameters<typeof Items>[0]>(() => import('./column-menu').then((module) => module.ColumnMenu));
/** Only heads of this page are dropped on heads. */
const DRAGGED = 'application/x-runstead-column';

interface Props {
  readonly column: TableColumn;
  /** Place among all columns, from 0. */
  readonly index: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly sort: SortKey | undefined;
  readonly actions: ColumnActions;
  readonly style: CSSProperties;
}

/** A click sorts, a second one turns the order round; drag moves the column. */
export const GridHead = memo(function GridHead({ column, index, before, after, sort, actions, style }: Props) {
  const { field, label } = column;
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const own = sort?.field === field ? sort : null;
  const fixed = field === NAME;
  const fit = (): void => actions.width(field, fittingWidth(head.current, index));
  const drop = (event: DragEvent): void => {
    const dragged = event.dataTransfer.getData(DRAGGED);
    if (dragged === '') return;
    event.preventDefault();
    actions.move(dragged, field);
  };
  return (
    <div
      ref={head}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={own ? (own.descending ? 'descending' : 'ascending') : 'none'}
      className={styles.head}
      data-field={field}
      data-pinned={column.pinned || undefined}
      style={style}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && !fixed && event.preventDefault()}
      onDrop={fixed ? undefined : drop}
    >
      <button
        type="button"
        className={styles.headName}
        title={field === 'tags' ? visibleText(label) : `Sort by ${visibleText(label)}`}
        draggable={!fixed}
        onDragStart={(event) => event.dataTransfer.setData(DRAGGED, field)}
        onClick={() => field !== 'tags' && actions.sort(field, own ? !own.descending : false)}
      >
        <bdi>{visibleText(label)}</bdi>
        {own ? own.descending ? <ArrowDown size={12} aria-hidden="true" /> : <ArrowUp size={12} aria-hidden="true" /> : null}
      </button>
      <button
        ref={opener}
        type="button"
        className={styles.headMenu}
        aria-label={`Column ${visibleText(label)}`}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <ChevronDown size={13} aria-hidden="true" />
      </button>
      {open ? (
        <span className={styles.menuAnchor}>
          <ColumnMenu
            column={column}
            before={before}
            after={after}
            actions={actions}
            onFit={fit}
            onClose={() => {
              setOpen(false);
              opener.current?.focus();
            }}
          />
        </span>
      ) : null}
      <ColumnEdge width={column.width} onWidth={(width) => actions.width(field, width)} onFit={fit} />
    </div>
  );
});

/** As wide as the longest text on the screen. */
function fittingWidth(head: HTMLElement | null, index: number): number | null {
  const texts = head?.closest('[role="grid"]')?.querySelectorAll<HTMLElement>(`[aria-colindex="${index + 1}"] [data-fits]`) ?? [];
  const widest = Math.max(0, ...[...texts].map((text) => text.scrollWidth));
  const own = head?.querySelector('bdi')?.scrollWidth ?? 0;
  return widest + own === 0 ? null : Math.min(600, Math.max(64, own + 48, widest + (index === 0 ? 96 : 24)));
}
