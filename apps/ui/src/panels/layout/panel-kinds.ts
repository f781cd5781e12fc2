import type { PanelKind } from '@runstead/ui-contract';

interface KindChoice {
  readonly kind: PanelKind;
  readonly label: string;
  readonly says: string;
}

/** What `Add panels` offers, in its order. */
export const KIND_CHOICES: readonly KindChoice[] = [
  { kind: 'line', label: 'Line plot', says: 'One or several keys over steps or time' },
  { kind: 'bar', label: 'Bar chart', says: 'A value of each run or group side by side' },
  { kind: 'scatter', label: 'Scatter plot', says: 'Two values of every run against each other' },
  { kind: 'parallel', label: 'Parallel coordinates', says: 'Hyperparameters and a result, a line a run' },
  { kind: 'importance', label: 'Parameter importance', says: 'Which parameters a result depends on' },
  { kind: 'comparer', label: 'Run comparer', says: 'Config and summary of runs, what differs' },
  { kind: 'histogram', label: 'Histogram', says: 'How a value is distributed over the runs' },
  { kind: 'scalar', label: 'Scalar', says: 'One large number a run or over all' },
  { kind: 'markdown', label: 'Markdown', says: 'Notes between the charts' },
  { kind: 'custom', label: 'Custom chart', says: 'A Vega or Vega-Lite specification' },
];

export const kindLabel = (kind: PanelKind): string => KIND_CHOICES.find((choice) => choice.kind === kind)?.label ?? 'Panel';
