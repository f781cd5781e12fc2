import { useMemo, useState } from 'react';
import { runColour } from '../../runs/run-look';
import { EmptyRegion } from '../../states/empty-region';
import { useScheme } from '../../theme/color-scheme';
import type { PanelProps } from '../panel';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';
import { shortField, useRunFigures } from './use-run-figures';
import { VegaChart } from './vega-chart';

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
