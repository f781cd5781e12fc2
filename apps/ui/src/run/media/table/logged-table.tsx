import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { RunAddress } from '../../../api/runs';
import { SearchField } from '../../../controls/search-field';
import { formatCount } from '../../../format/number';
import { visibleText } from '../../../format/visible-text';
import { ErrorRegion } from '../../../states/error-region';
import { fileTextQuery } from '../../files/files-api';
import { ColumnEdge } from './column-edge';
import { TableCell } from './table-cell';
import { columnType, orderedRows, readTable, rowsWith, type LoggedTable as Table, type RowOrder } from './table-file';
import styles from './table.module.css';

interface Props {
  readonly at: RunAddress;
  readonly path: string;
  readonly name: string;
}

const ROW = 30;
const ROW_WITH_MEDIA = 60;
const NO_MEDIA = new Set(['number', 'text', 'boolean', 'object', 'list', 'empty']);

/** A table that a run logged. Only the rows on screen are in the page; a click on a column sorts by it. */
export default function LoggedTable({ at, path, name }: Props) {
  const { data, error, refetch } = useQuery(fileTextQuery(at, path, 0));
  const table = useMemo(() => (data === undefined ? undefined : readTable(data)), [data]);
  if (error) return <ErrorRegion text="This table could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (table === undefined) return <div className={styles.waiting} aria-busy="true" />;
  if (table === null) return <p className={styles.nothing}>This file holds no table.</p>;
  return <TableRows at={at} name={name} table={table} />;
}

function TableRows({ at, name, table }: { readonly at: RunAddress; readonly name: string; readonly table: Table }) {
  const { columns, rows } = table;
  const box = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState<RowOrder | null>(null);
  const [search, setSearch] = useState('');
  const [widths, setWidths] = useState<Readonly<Record<number, number>>>({});
  const types = useMemo(() => columns.map((_, i) => columnType(rows, i)), [columns, rows]);
  const sorted = useMemo(() => orderedRows(rows, order), [rows, order]);
  const shown = useMemo(() => rowsWith(rows, sorted, search), [rows, sorted, search]);
  const height = types.some((type) => !NO_MEDIA.has(type)) ? ROW_WITH_MEDIA : ROW;
  const list = useVirtualizer({ count: shown.length, getScrollElement: () => box.current, estimateSize: () => height, overscan: 12 });
  const template = `56px ${columns.map((_, i) => (widths[i] ? `${widths[i]}px` : 'minmax(112px, 1fr)')).join(' ')}`;
  const sortBy = (column: number): void =>
    setOrder(order?.column !== column ? { column, descending: false } : order.descending ? null : { column, descending: true });
  return (
    <div className={styles.frame}>
      <div className={styles.bar}>
        <span className={styles.count}>
          {search.trim() === '' ? '' : `${formatCount(shown.length)} of `}
          {formatCount(rows.length)} {rows.length === 1 ? 'row' : 'rows'}
        </span>
        <SearchField label="Search rows" value={search} onChange={setSearch} className={styles.search ?? ''} />
      </div>
      <div className={styles.scroll} ref={box} tabIndex={0} role="region" aria-label={`Table ${visibleText(name)}`}>
        <div
          role="table"
          aria-label={visibleText(name)}
          aria-rowcount={shown.length + 1}
          aria-colcount={columns.length + 1}
          className={styles.table}
        >
          <div role="rowgroup" className={styles.header}>
            <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
              <span role="columnheader" className={styles.index}>
                <span className="visually-hidden">Row</span>
              </span>
              {columns.map((column, i) => {
                const here = order?.column === i ? order : null;
                const Arrow = here?.descending ? ArrowDown : ArrowUp;
                return (
                  <span key={i} role="columnheader" aria-sort={here ? (here.descending ? 'descending' : 'ascending') : 'none'}>
                    <button type="button" onClick={() => sortBy(i)} title={visibleText(column)} data-type={types[i]}>
                      <bdi>{visibleText(column)}</bdi>
                      <small>{types[i]}</small>
                      {here ? <Arrow size={12} aria-hidden="true" /> : null}
                    </button>
                    <ColumnEdge onWidth={(width) => setWidths({ ...widths, [i]: width })} />
                  </span>
                );
              })}
            </div>
          </div>
          <div role="rowgroup" style={{ position: 'relative', height: list.getTotalSize() }}>
            {list.getVirtualItems().map((item) => {
              const number = shown[item.index] ?? 0;
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className={styles.row}
                  data-place=""
                  style={{ gridTemplateColumns: template, height, transform: `translateY(${item.start}px)` }}
                >
                  <span role="cell" className={styles.index}>
                    {formatCount(number + 1)}
                  </span>
                  {columns.map((_, i) => (
                    <span key={i} role="cell" data-type={types[i]}>
                      <TableCell at={at} value={rows[number]?.[i]} />
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
        {shown.length === 0 ? (
          <p className={styles.nothing}>{rows.length === 0 ? 'This table has no rows.' : `No cell contains “${search.trim()}”.`}</p>
        ) : null}
      </div>
    </div>
  );
}
