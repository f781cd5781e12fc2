import { useMemo } from 'react';
import { formatNumber } from '../../format/number';
import { EmptyRegion } from '../../states/empty-region';
import type { PanelProps } from '../panel';
import { linearScale, roundTicks } from './axis-scale';
import { binsOf } from './bins';
import { saveRows } from './csv';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';
import { numberOf, shortField, useRunFigures } from './use-run-figures';
import { useSize } from './use-size';

const MOST = 1_000;
const BOX = { left: 40, right: 12, top: 8, bottom: 24 };

/** How one value is distributed over the visible runs. */
export function HistogramPanel(props: PanelProps) {
  const field = props.options.fields?.[0];
  return field ? <Bins {...props} field={field} /> : <NeedsFields props={props} text="Choose the value to count" />;
}

function Bins({ field, ...props }: PanelProps & { readonly field: string }) {
  const { entity, project, runs, options, panel } = props;
  const [frame, { width, height }] = useSize<HTMLDivElement>();
  const fields = useMemo(() => [field], [field]);
  const figures = useRunFigures(entity, project, runs, fields, MOST);
  const values = useMemo(() => figures.rows.map((row) => numberOf(row.values[field])).filter(Number.isFinite), [figures.rows, field]);
  const bins = useMemo(() => binsOf(values), [values]);
  const bottom = Math.max(BOX.top + 1, height - BOX.bottom);
  const right = Math.max(BOX.left + 1, width - BOX.right);
  const tallest = Math.max(1, ...bins.map(({ count }) => count));
  const across = linearScale(
    bins.flatMap(({ from, to }) => [from, to]),
    BOX.left,
    right,
  );
  const up = (count: number): number => bottom - (count / tallest) * (bottom - BOX.top);
  const title = options.title ?? panel.title;
  return (
    <PanelFrame
      props={props}
      state={values.length > 0 ? 'ready' : figures.state === 'ready' ? 'empty' : figures.state}
      count={bins.length}
      onCsv={() =>
        saveRows(
          title,
          ['from', 'to', 'runs'],
          bins.map(({ from, to, count }) => [from, to, count]),
        )
      }
      foot={
        <>
          <span>{`${values.length} runs`}</span>
          <span className={styles.axis}>{shortField(field)}</span>
        </>
      }
    >
      <div ref={frame} className={styles.canvas}>
        {values.length === 0 ? (
          <EmptyRegion text={figures.state === 'loading' ? 'Loading…' : `No visible run has a number for ${shortField(field)}`} />
        ) : (
          <svg width={width} height={height} role="img" aria-label={`Histogram of ${shortField(field)} over ${values.length} runs`}>
            {roundTicks(0, tallest, 4)
              .filter(Number.isInteger)
              .map((tick) => (
                <g key={tick}>
                  <line className={styles.gridline} x1={BOX.left} x2={right} y1={up(tick)} y2={up(tick)} />
                  <text className={styles.tick} x={BOX.left - 6} y={up(tick) + 4} textAnchor="end">
                    {tick}
                  </text>
                </g>
              ))}
            {across.ticks.map((tick) => (
              <text key={tick.at} className={styles.tick} x={tick.at} y={bottom + 16} textAnchor="middle">
                {tick.label}
              </text>
            ))}
            {bins.map((bin) => (
              <rect
                key={bin.from}
                className={styles.bin}
                x={across.at(bin.from) + 0.5}
                width={Math.max(1, across.at(bin.to) - across.at(bin.from) - 1)}
                y={up(bin.count)}
                height={bottom - up(bin.count)}
              >
                <title>{`${formatNumber(bin.from)} to ${formatNumber(bin.to)}: ${bin.count} runs`}</title>
              </rect>
            ))}
          </svg>
        )}
      </div>
    </PanelFrame>
  );
}
