import type { PanelKind } from '@runstead/ui-contract';
import type { ComponentType } from 'react';
import { lazyPart } from '../../controls/lazy-part';
import { EmptyRegion } from '../../states/empty-region';
import type { PanelProps } from '../panel';
import { PanelFrame } from './panel-frame';

const KINDS: Partial<Record<PanelKind, ComponentType<PanelProps>>> = {
  bar: lazyPart<PanelProps>(() => import('./bar-panel').then((module) => module.BarPanel)),
  scatter: lazyPart<PanelProps>(() => import('./scatter-panel').then((module) => module.ScatterPanel)),
  histogram: lazyPart<PanelProps>(() => import('./histogram-panel').then((module) => module.HistogramPanel)),
  scalar: lazyPart<PanelProps>(() => import('./scalar-panel').then((module) => module.ScalarPanel)),
  comparer: lazyPart<PanelProps>(() => import('./comparer-panel').then((module) => module.ComparerPanel)),
  markdown: lazyPart<PanelProps>(() => import('./markdown-panel').then((module) => module.MarkdownPanel)),
  custom: lazyPart<PanelProps>(() => import('./custom-panel').then((module) => module.CustomPanel)),
  importance: lazyPart<PanelProps>(() => import('./importance-panel').then((module) => module.ImportancePanel)),
  parallel: lazyPart<PanelProps>(() => import('./parallel-panel').then((module) => module.ParallelPanel)),
};

/** A panel that is no line plot; the code of each kind is fetched when the first of it is shown. */
export function OtherPanel(props: PanelProps) {
  const Kind = KINDS[props.options.kind ?? 'line'];
  if (Kind) return <Kind {...props} />;
  return (
    <PanelFrame props={props} state="empty">
      <EmptyRegion text="This version cannot show this kind of panel" />
    </PanelFrame>
  );
}
