import type { JsonObject, JsonValue } from '../json/json-value';
import { customCharts } from './custom-charts';
import { definitionOf, metricDefinitions } from './metric-definitions';

const config = (record: JsonObject): JsonObject => ({ _wandb: { value: record } });
const defined = (m: JsonValue): ReturnType<typeof metricDefinitions> => metricDefinitions(config({ m }));

describe('define_metric', () => {
  it('is read with its step metric, options and summary kinds', () => {
    const definitions = defined([
      { '1': 'loss', '6': [3], '7': [1, 2, 5], '8': 1 },
      { '1': 'val/a', '5': 3, '6': [1, 2, 3], '7': [] },
      { '1': 'epoch', '6': [], '7': [] },
      { '2': 'train/*', '4': 'epoch' },
    ]);
    const plain = { glob: false, stepMetric: null, stepSynced: false, hidden: false, explicit: true, summary: [], goal: null };
    expect(definitions).toEqual([
      { ...plain, name: 'loss', summary: ['min', 'max', 'last'], goal: 'minimize' },
      { ...plain, name: 'val/a', stepMetric: 'epoch', stepSynced: true, hidden: true },
      { ...plain, name: 'epoch', explicit: false },
      { ...plain, name: 'train/', glob: true, stepMetric: 'epoch', explicit: false },
    ]);
    expect(definitionOf('val/a', definitions)?.hidden).toBe(true);
    expect(definitionOf('train/x', definitions)?.stepMetric).toBe('epoch');
    expect(definitionOf('other', definitions)).toBeNull();
  });

  it.each<JsonValue>([null, 'x', [null, 3, {}, { '1': 5 }], { '1': 'a' }])('leaves out what cannot be read: %j', (m) => {
    expect(defined(m)).toEqual([]);
  });

  it('gives names with an underscore to no glob, and the longest glob the rest', () => {
    const definitions = defined([{ '2': '*' }, { '2': 'a/*', '4': 'x' }]);
    expect(definitionOf('_runtime', definitions)).toBeNull();
    expect(definitionOf('a/b', definitions)?.stepMetric).toBe('x');
    expect(definitionOf('b', definitions)?.name).toBe('');
  });
});

describe('custom charts', () => {
  it('say which table they show, and how', () => {
    const roc = {
      panel_type: 'Vega2',
      panel_config: {
        panelDefId: 'wandb/area-under-curve/v0',
        fieldSettings: { x: 'fpr', y: 'tpr', class: 'class' },
        stringSettings: { title: 'T' },
        transform: { name: 'tableWithLeafColNames' },
        userQuery: {
          queryFields: [
            { name: 'runSets', fields: [{ name: 'id' }, { name: 'summaryTable', args: [{ name: 'tableKey', value: 'roc_table' }] }] },
          ],
        },
      },
    };
    expect(customCharts(config({ visualize: { roc, broken: 3, bare: {} } }))).toEqual([
      {
        key: 'roc',
        panelType: 'Vega2',
        definition: 'wandb/area-under-curve/v0',
        tableKey: 'roc_table',
        fields: { x: 'fpr', y: 'tpr', class: 'class' },
        texts: { title: 'T' },
      },
      { key: 'bare', panelType: '', definition: null, tableKey: null, fields: {}, texts: {} },
    ]);
    expect(customCharts({})).toEqual([]);
  });
});
