import { useEffect, useMemo, useRef, useState } from 'react';
import { runColour } from '../../runs/run-look';
import { EmptyRegion } from '../../states/empty-region';
import { useScheme } from '../../theme/color-scheme';
import type { PanelProps } from '../panel';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';
import { shortField, useRunFigures } from './use-run-figures';
import { useSize } from './use-size';

const MOST = 1_000;
const NONE: readonly string[] = [];

/** A chart by a Vega or Vega-Lite specification over the visible runs. */
export function CustomPanel(props: PanelProps) {
  const { spec } = props.options;
  return spec ? <Chart {...props} spec={spec} /> : <NeedsFields props={props} text="No specification yet" />;
}

function Chart({ spec, ...props }: PanelProps & { readonly spec: string }) {
  const { entity, project, runs, options } = props;
  const scheme = useScheme();
  const figures = useRunFigures(entity, project, runs, options.fields ?? NONE, MOST);
  const rows = useMemo(
    () =>
      figures.rows.map(({ run, values }) => ({
        ...Object.fromEntries((options.fields ?? NONE).map((field) => [shortField(field), values[field]])),
        name: run.displayName,
        color: runColour(run.ordinal, run.colour, scheme),
      })),
    [figures.rows, options.fields, scheme],
  );
  const data = useMemo(() => ({ runs: rows }), [rows]);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <PanelFrame props={props} state={problem ? 'error' : figures.state} count={rows.length}>
      <VegaChart spec={spec} data={data} onProblem={setProblem} />
      {problem ? <EmptyRegion text={problem} /> : null}
    </PanelFrame>
  );
}

interface VegaProps {
  /** JSON of a Vega or Vega-Lite specification. */
  readonly spec: string;
  /** Named data sets that the specification refers to. */
  readonly data: Readonly<Record<string, readonly unknown[]>>;
  readonly onProblem: (problem: string | null) => void;
}

/** Draws a specification of somebody's; nothing of it is run as code and nothing is fetched. */
export function VegaChart({ spec, data, onProblem }: VegaProps) {
  const [frame, { width, height }] = useSize<HTMLDivElement>();
  const target = useRef<HTMLDivElement>(null);
  const scheme = useScheme();
  useEffect(() => {
    const element = target.current;
    if (!element || width === 0 || height === 0) return;
    let gone = false;
    let finish: (() => void) | undefined;
    void import('./draw-vega').then(async ({ drawVega }) => {
      if (gone) return;
      const drawn = await drawVega(element, { spec, data, width, height, scheme });
      if (!drawn.ok) {
        if (!gone) onProblem(drawn.problem);
      } else if (gone) drawn.finish();
      else {
        finish = drawn.finish;
        onProblem(null);
      }
    });
    return () => {
      gone = true;
      finish?.();
    };
  }, [spec, data, width, height, scheme, onProblem]);
  return (
    <div ref={frame} className={styles.vega}>
      <div ref={target} />
    </div>
  );
}
