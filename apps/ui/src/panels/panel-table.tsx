import { Modal } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { PlotModel } from '../charts/plot-model';
import { drawnPoints, type PointRow } from '../charts/points-table';
import { formatX, xAxisLabel } from '../charts/x-axes';
import { formatCount, formatNumber } from '../format/number';
import { visibleText } from '../format/visible-text';
import styles from './panels.module.css';

interface Props {
  readonly title: string;
  readonly model: PlotModel;
  readonly onClose: () => void;
}

const ROW = 26;

/** Exactly the points drawn, as a real table. */
export function PanelTable({ title, model, onClose }: Props) {
  const rows = useMemo(() => drawnPoints(model), [model]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${title}: ${formatCount(rows.length)} points`}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close table' }}
    >
      <PointRows title={title} model={model} rows={rows} />
    </Modal>
  );
}

/** Its own component: the list must be mounted inside the dialog before it can be measured. */
function PointRows({ title, model, rows }: Omit<Props, 'onClose'> & { readonly rows: readonly PointRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const items = virtual.getVirtualItems();
  const bucketed = rows.some(({ min }) => min !== null);
  const columns = 3 + Number(model.smoothed) + (bucketed ? 2 : 0);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className={styles.table} tabIndex={0}>
      <table aria-label={title} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">{xAxisLabel(model.xAxis)}</th>
            <th scope="col">{model.smoothed ? 'Smoothed' : 'Value'}</th>
            {model.smoothed ? <th scope="col">Original</th> : null}
            {bucketed ? <th scope="col">Min</th> : null}
            {bucketed ? <th scope="col">Max</th> : null}
          </tr>
        </thead>
        <tbody>
          <Gap height={before} columns={columns} />
          {items.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <tr key={index} aria-rowindex={index + 2}>
                <td>
                  <bdi>{visibleText(row.line)}</bdi>
                </td>
                <td>{formatX(model.xAxis, row.x)}</td>
                <td title={String(row.y)}>{formatNumber(row.y)}</td>
                {model.smoothed ? <td title={String(row.original)}>{formatNumber(row.original)}</td> : null}
                {bucketed ? <td>{formatNumber(row.min)}</td> : null}
                {bucketed ? <td>{formatNumber(row.max)}</td> : null}
              </tr>
            );
          })}
          <Gap height={after} columns={columns} />
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
