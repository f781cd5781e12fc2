import type { CustomChart } from '@runstead/ui-contract';
import { presetSpec } from './preset-specs';

const chart = (definition: string | null, fields = {}): CustomChart => ({
  key: 'k',
  panelType: 'Vega2',
  definition,
  tableKey: 'k_table',
  fields,
  texts: {},
});

test('fields of the table stand where the definition wants them', () => {
  const spec = JSON.parse(presetSpec(chart('wandb/scatter/v0', { x: 'a.b', y: 'c' })) ?? '') as {
    encoding: Record<string, { field: string }>;
  };
  expect([spec.encoding['x']?.field, spec.encoding['y']?.field]).toEqual(['a\\.b', 'c']);
});

test.each([null, 'somebody/else/v3', 'constructor'])('%s is no built-in definition', (definition) => {
  expect(presetSpec(chart(definition))).toBeNull();
});
