import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useHoverState } from '../../charts/hover';
import { formatNumber } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { runColour } from '../../runs/run-look';
import { EmptyRegion } from '../../states/empty-region';
import { useScheme } from '../../theme/color-scheme';
import type { PanelProps } from '../panel';
import { linearScale, logScale } from './axis-scale';
import { saveRows } from './csv';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';
import { sequentialColour } from './sequential-colour';
import { numberOf, shortField, useRunFigures } from './use-run-figures';
import { useSize } from './use-size';

const MOST = 1_000;
const BOX = { left: 52, right: 12, top: 8, bottom: 24 };

/** Two values of every visible run against each other, and a third as the colour. A click opens the run. */
export function ScatterPanel(props: PanelProps) {
  const [x, y, colour] = props.options.fields ?? [];
  if (!x || !y) return <NeedsFields props={props} text="Choose the two values to compare" />;
  return <Points {...props} x={x} y={y} colour={colour} />;
}

function Points({ x, y, colour, ...props }: PanelProps & { readonly x: string; readonly y: string; readonly colour: string | undefined }) {
  const { entity, project, runs, options, panel } = props;
  const scheme = useScheme();
  const hover = useHoverState();
  const navigate = useNavigate();
  const [frame, { width, height }] = useSize<HTMLDivElement>();
  const fields = useMemo(() => [x, y, ...(colour ? [colour] : [])], [x, y, colour]);
  const figures = useRunFigures(entity, project, runs, fields, MOST);
  const points = useMemo(() => {
    const usable = (value: number, log: boolean | undefined): boolean => Number.isFinite(value) && !(log && value <= 0);
    return figures.rows
      .map(({ run, values }) => ({ run, x: numberOf(values[x]), y: numberOf(values[y]), third: colour ? numberOf(values[colour]) : NaN }))
      .filter((point) => usable(point.x, options.logX) && usable(point.y, options.logY));
  }, [figures.rows, x, y, colour, options.logX, options.logY]);
  const thirds = points.map(({ third }) => third).filter(Number.isFinite);
  const [least, most] = [Math.min(...thirds), Math.max(...thirds)];
  const right = Math.max(BOX.left + 1, width - BOX.right);
  const bottom = Math.max(BOX.top + 1, height - BOX.bottom);
  const across = (options.logX ? logScale : linearScale)(
    points.map((point) => point.x),
    BOX.left,
    right,
  );
  const up = (options.logY ? logScale : linearScale)(
    points.map((point) => point.y),
    bottom,
    BOX.top,
  );
  const title = options.title ?? panel.title;
  const rows = (): unknown[][] => points.map((point) => [point.run.displayName, point.x, point.y, ...(colour ? [point.third] : [])]);
  return (
    <PanelFrame
      props={props}
      state={points.length > 0 ? 'ready' : figures.state === 'ready' ? 'empty' : figures.state}
      count={points.length}
      onCsv={() => saveRows(title, ['run', ...fields], rows())}
      foot={
        <>
          <span>{`${shortField(y)}${colour ? `, coloured by ${shortField(colour)} from ${formatNumber(least)} to ${formatNumber(most)}` : ''}`}</span>
          <span className={styles.axis}>{shortField(x)}</span>
        </>
      }
    >
      <div ref={frame} className={styles.canvas}>
        {points.length === 0 ? (
          <EmptyRegion text={figures.state === 'loading' ? 'Loading…' : 'No visible run has numbers for both'} />
        ) : (
          <svg width={width} height={height} role="img" aria-label={`${points.length} runs by ${shortField(x)} and ${shortField(y)}`}>
            {up.ticks.map((tick) => (
              <g key={tick.at}>
                <line className={styles.gridline} x1={BOX.left} x2={right} y1={tick.at} y2={tick.at} />
                <text className={styles.tick} x={BOX.left - 6} y={tick.at + 4} textAnchor="end">
                  {tick.label}
                </text>
              </g>
            ))}
            {across.ticks.map((tick) => (
              <text key={tick.at} className={styles.tick} x={tick.at} y={bottom + 16} textAnchor="middle">
                {tick.label}
              </text>
            ))}
            {points.map((point) => (
              <circle
                key={point.run.name}
                className={styles.point}
                cx={across.at(point.x)}
                cy={up.at(point.y)}
                r={4}
                fill={
                  colour
                    ? sequentialColour((point.third - least) / (most - least || 1), scheme)
                    : runColour(point.run.ordinal, point.run.colour, scheme)
                }
                onMouseEnter={() => hover.setGroup(point.run.name)}
                onMouseLeave={() => hover.setGroup(null)}
                onClick={() => void navigate({ to: '/$entity/$project/runs/$run', params: { entity, project, run: point.run.name } })}
              >
                <title>{`${visibleText(point.run.displayName)}\n${shortField(x)} ${formatNumber(point.x)}\n${shortField(y)} ${formatNumber(point.y)}`}</title>
              </circle>
            ))}
          </svg>
        )}
      </div>
    </PanelFrame>
  );
}
