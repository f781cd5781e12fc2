import type { CustomChart } from '@runstead/ui-contract';

type Spec = Record<string, unknown>;

/** The field of the table that the chart's field stands for. */
type FieldOf = (name: string) => string;

const position = (field: string, type: string, title?: string): Spec => ({ field: escaped(field), type, ...(title ? { title } : {}) });

/** Vega-Lite reads dots and brackets in a field's name as a path. */
const escaped = (field: string): string => field.replace(/[.[\]\\]/g, '\\$&');

const PRESETS: Readonly<Record<string, (field: FieldOf, texts: CustomChart['texts']) => Spec>> = {
  'wandb/line/v0': (field) => ({
    mark: { type: 'line', tooltip: true },
    encoding: { x: position(field('x'), 'quantitative'), y: position(field('y'), 'quantitative') },
  }),
  'wandb/lineseries/v0': (field, texts) => ({
    mark: { type: 'line', tooltip: true },
    encoding: {
      x: position(field('step'), 'quantitative', texts['xname'] ?? 'x'),
      y: position(field('lineVal'), 'quantitative', 'y'),
      color: { ...position(field('lineKey'), 'nominal'), legend: { title: null } },
    },
  }),
  'wandb/scatter/v0': (field) => ({
    mark: { type: 'point', filled: true, tooltip: true },
    encoding: {
      x: { ...position(field('x'), 'quantitative'), scale: { zero: false } },
      y: { ...position(field('y'), 'quantitative'), scale: { zero: false } },
    },
  }),
  'wandb/bar/v0': (field) => ({
    mark: { type: 'bar', tooltip: true },
    encoding: { y: { ...position(field('label'), 'nominal'), sort: '-x', title: null }, x: position(field('value'), 'quantitative') },
  }),
  'wandb/histogram/v0': (field) => ({
    mark: { type: 'bar', tooltip: true },
    encoding: {
      x: { ...position(field('value'), 'quantitative'), bin: { maxbins: 40 } },
      y: { aggregate: 'count', type: 'quantitative', title: 'count' },
    },
  }),
  'wandb/area-under-curve/v0': (field, texts) => ({
    mark: { type: 'line', tooltip: true },
    encoding: {
      x: position(field('x'), 'quantitative', texts['x-axis-title']),
      y: position(field('y'), 'quantitative', texts['y-axis-title']),
      color: { ...position(field('class'), 'nominal'), legend: { title: null } },
    },
  }),
  'wandb/confusion_matrix/v1': (field) => ({
    encoding: {
      x: { ...position(field('Predicted'), 'nominal'), sort: null, axis: { labelAngle: 0 } },
      y: { ...position(field('Actual'), 'nominal'), sort: null },
    },
    layer: [
      {
        mark: { type: 'rect', tooltip: true },
        encoding: { color: { ...position(field('nPredictions'), 'quantitative'), scale: { range: ['#eef2fc', '#8fa6ea'] }, legend: null } },
      },
      {
        mark: { type: 'text' },
        encoding: { text: position(field('nPredictions'), 'quantitative'), color: { value: '#14181f' } },
      },
    ],
  }),
};

/**
 * The specification of a chart that `wandb.plot.*` made; null when its definition is none of the built-in ones. Its data set
 * is called `table`.
 */
export function presetSpec({ definition, fields, texts }: CustomChart): string | null {
  const preset = definition !== null && Object.hasOwn(PRESETS, definition) ? PRESETS[definition] : undefined;
  if (!preset) return null;
  const own = (name: string): string => (Object.hasOwn(fields, name) ? (fields[name] ?? name) : name);
  return JSON.stringify({ data: { name: 'table' }, ...preset(own, texts) });
}
