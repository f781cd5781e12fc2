import type { PanelAreaProps } from './panel-types';

/** The bar (panel search, x axis, smoothing) and the sections of line plots below it. */
export function PanelArea({ emptyText }: PanelAreaProps) {
  return <div data-state="loading">{emptyText}</div>;
}
