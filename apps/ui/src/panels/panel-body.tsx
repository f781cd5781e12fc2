import type { XAxis } from '@runstead/ui-contract';
import type { Ref } from 'react';
import { extentOf } from '../charts/extents';
import { LinePlot, type LinePlotHandle } from '../charts/line-plot';
import type { PlotModel, Zoom } from '../charts/plot-model';
import { keyOfXAxis } from '../charts/x-axes';
import { Button } from '../controls/button';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { Skeleton } from '../states/skeleton';
import { ProblemError } from '../api/answer';
import type { PanelAreaProps, PanelSpec } from './panel-types';
import styles from './panels.module.css';
import type { PanelLines } from './use-panel-lines';

interface Props {
  readonly panel: PanelSpec;
  readonly found: PanelLines;
  readonly model: PlotModel | null;
  readonly xAxis: XAxis;
  readonly runs: number;
  readonly noRuns: PanelAreaProps['noRuns'];
  readonly onZoom: (zoom: Zoom | null) => void;
  readonly onStepAxis: () => void;
  readonly onLinear: () => void;
  readonly onRetry: () => void;
  readonly plot: Ref<LinePlotHandle>;
}

/** The plot, or why there is none. Every state has the same size. */
export function PanelBody(props: Props) {
  return <div className={styles.plotArea}>{content(props)}</div>;
}

function content({ panel, found, model, xAxis, runs, noRuns, ...on }: Props) {
  if (runs === 0 && noRuns)
    return (
      <EmptyRegion text={noRuns.text}>
        <Button onClick={noRuns.onAction}>{noRuns.action}</Button>
      </EmptyRegion>
    );
  if (found.lines.length === 0 && found.problem) {
    return <ErrorRegion text="This chart could not be loaded." error={new ProblemError(found.problem)} onRetry={on.onRetry} />;
  }
  if (found.lines.length === 0 && found.loading) return <Skeleton height="100%" />;
  const key = panel.lines[0]?.key ?? panel.title;
  const xKey = keyOfXAxis(xAxis);
  if (found.lines.length === 0 && xKey)
    return (
      <EmptyRegion text={`Nothing to draw: these runs logged "${xKey}" and "${key}" in different rows`}>
        <Button onClick={on.onStepAxis}>Use Step</Button>
      </EmptyRegion>
    );
  if (found.lines.length === 0 || !model) return <EmptyRegion text="No run has logged this key yet" />;
  const extent = extentOf(found.lines.map(({ series }) => series.y));
  if (!extent) return <EmptyRegion text="Only NaN or infinite values so far" />;
  if (model.logY && extent[1] <= 0)
    return (
      <EmptyRegion text="Only values ≤ 0 on a log axis">
        <Button onClick={on.onLinear}>Linear scale</Button>
      </EmptyRegion>
    );
  return <LinePlot panel={panel.id} model={model} onZoom={on.onZoom} ref={on.plot} />;
}
