import { useMemo, useRef, useState, type PointerEvent } from 'react';
import { useHoverState } from '../../charts/hover';
import { formatNumber } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { EmptyRegion } from '../../states/empty-region';
import { useScheme } from '../../theme/color-scheme';
import type { PanelProps } from '../panel';
import { saveRows } from './csv';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { axisOf, type ParallelAxis } from './parallel-axis';
import { PanelFrame } from './panel-frame';
import { sequentialColour } from './sequential-colour';
import { shortField, useRunFigures } from './use-run-figures';
import { useSize } from './use-size';

const MOST = 1_000;
const BOX = { side: 46, top: 26, bottom: 10 };

/** A line a run through its parameters to a result at the right; dragging along an axis keeps the lines inside. */
export function ParallelPanel(props: PanelProps) {
  const fields = props.options.fields ?? [];
  if (fields.length < 2) return <NeedsFields props={props} text="Choose the parameters, and the result last" />;
  return <Lines {...props} fields={fields} />;
}

type Brushes = Readonly<Record<string, readonly [number, number]>>;

function Lines({ fields, ...props }: PanelProps & { readonly fields: readonly string[] }) {
  const { entity, project, runs, options, panel } = props;
  const scheme = useScheme();
  const hover = useHoverState();
  const [frame, { width, height }] = useSize<HTMLDivElement>();
  const [brushes, setBrushes] = useState<Brushes>({});
  const figures = useRunFigures(entity, project, runs, fields, MOST);
  const rows = useMemo(
    () => figures.rows.filter(({ values }) => fields.some((field) => values[field] !== undefined)),
    [figures.rows, fields],
  );
  const axes = useMemo(
    () =>
      fields.map((field) =>
        axisOf(
          field,
          rows.map(({ values }) => values[field]),
        ),
      ),
    [fields, rows],
  );
  const bottom = Math.max(BOX.top + 1, height - BOX.bottom);
  const xOf = (i: number): number => BOX.side + (i * Math.max(1, width - 2 * BOX.side)) / (axes.length - 1);
  const yOf = (share: number): number => bottom - share * (bottom - BOX.top);
  const lines = rows.map(({ run, values }) => {
    const shares = axes.map((axis) => axis.share(values[axis.field]));
    const kept = axes.every((axis, i) => {
      const brush = brushes[axis.field];
      const share = shares[i] ?? NaN;
      return !brush || (share >= brush[0] && share <= brush[1]);
    });
    return { run, values, shares, kept };
  });
  const kept = lines.filter((line) => line.kept);
  const brushed = Object.keys(brushes).length > 0;
  const title = options.title ?? panel.title;
  const path = (shares: readonly number[]): string => {
    let pen = 'M';
    return shares
      .map((share, i) => {
        if (!Number.isFinite(share)) {
          pen = 'M';
          return '';
        }
        const step = `${pen}${xOf(i).toFixed(1)} ${yOf(share).toFixed(1)}`;
        pen = 'L';
        return step;
      })
      .join('');
  };
  const ordered = [...lines.filter((line) => !line.kept), ...kept];
  return (
    <PanelFrame
      props={props}
      state={lines.length > 0 ? 'ready' : figures.state === 'ready' ? 'empty' : figures.state}
      count={kept.length}
      onCsv={() =>
        saveRows(
          title,
          ['run', ...fields],
          kept.map(({ run, values }) => [run.displayName, ...fields.map((field) => values[field])]),
        )
      }
      foot={
        <>
          <span>{brushed ? `${kept.length} of ${lines.length} runs inside` : `${lines.length} runs`}</span>
          {brushed ? (
            <button type="button" className={styles.footLink} onClick={() => setBrushes({})}>
              Clear brushes
            </button>
          ) : null}
        </>
      }
    >
      <div ref={frame} className={styles.canvas}>
        {lines.length === 0 ? (
          <EmptyRegion text={figures.state === 'loading' ? 'Loading…' : 'No visible run has these values'} />
        ) : (
          <svg width={width} height={height} role="img" aria-label={`${lines.length} runs over ${fields.map(shortField).join(', ')}`}>
            {ordered.map((line) => (
              <path
                key={line.run.name}
                className={styles.strand}
                data-out={!line.kept || undefined}
                data-run={line.run.name}
                d={path(line.shares)}
                stroke={line.kept ? sequentialColour(line.shares.at(-1) ?? NaN, scheme) : undefined}
                onMouseEnter={() => hover.setGroup(line.run.name)}
                onMouseLeave={() => hover.setGroup(null)}
              >
                <title>{`${visibleText(line.run.displayName)}\n${fields.map((field) => `${shortField(field)} ${textOf(line.values[field])}`).join('\n')}`}</title>
              </path>
            ))}
            {axes.map((axis, i) => (
              <Axis
                key={axis.field}
                axis={axis}
                x={xOf(i)}
                top={BOX.top}
                bottom={bottom}
                brush={brushes[axis.field]}
                onBrush={(brush) =>
                  setBrushes((all) => {
                    const { [axis.field]: _before, ...others } = all;
                    return brush ? { ...others, [axis.field]: brush } : others;
                  })
                }
              />
            ))}
          </svg>
        )}
      </div>
    </PanelFrame>
  );
}

const textOf = (value: unknown): string => (typeof value === 'number' ? formatNumber(value) : value === undefined ? '—' : String(value));

interface AxisProps {
  readonly axis: ParallelAxis;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly brush: readonly [number, number] | undefined;
  readonly onBrush: (brush: readonly [number, number] | null) => void;
}

function Axis({ axis, x, top, bottom, brush, onBrush }: AxisProps) {
  const from = useRef<number | null>(null);
  const shareAt = (event: PointerEvent<SVGRectElement>): number => {
    const y = event.clientY - (event.currentTarget.ownerSVGElement?.getBoundingClientRect().top ?? 0);
    return Math.min(1, Math.max(0, (bottom - y) / (bottom - top)));
  };
  const yOf = (share: number): number => bottom - share * (bottom - top);
  return (
    <g>
      <line className={styles.parallelAxis} x1={x} x2={x} y1={top} y2={bottom} />
      <text className={styles.parallelTitle} x={x} y={12} textAnchor="middle">
        {shortField(axis.field)}
      </text>
      {axis.ticks.map((tick) => (
        <text key={tick.share} className={styles.tick} x={x - 5} y={yOf(tick.share) + 4} textAnchor="end">
          {tick.label}
        </text>
      ))}
      {brush ? <rect className={styles.brush} x={x - 6} width={12} y={yOf(brush[1])} height={yOf(brush[0]) - yOf(brush[1])} /> : null}
      <rect
        className={styles.brushArea}
        x={x - 10}
        width={20}
        y={top}
        height={bottom - top}
        onPointerDown={(event) => {
          from.current = shareAt(event);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (from.current === null) return;
          const to = shareAt(event);
          onBrush([Math.min(from.current, to), Math.max(from.current, to)]);
        }}
        onPointerUp={(event) => {
          if (from.current !== null && Math.abs(shareAt(event) - from.current) < 0.02) onBrush(null);
          from.current = null;
        }}
      />
    </g>
  );
}
