import { Bindings } from './bindings';
import { filterSql } from './filter.sql';
import type { RunFilter } from './run-filter';

/** The statements as they are sent: a change shows here in review. Values are never in them. */
it.each<[string, RunFilter]>([
  ['a number of a config', { field: { of: 'config', key: "lr'; --" }, test: { is: 'at least', value: 0.5 } }],
  ['a text of a summary', { field: { of: 'summary', key: 'a.b' }, test: { is: 'equal', value: "it's" } }],
  ['values of any type', { field: { of: 'config', key: 'k' }, test: { is: 'one of', values: [1, 'a', true, null] } }],
  ['a field of the run', { not: { field: { of: 'text', name: 'group' }, test: { is: 'matches', pattern: '(a+)+$' } } }],
  ['tags', { field: { of: 'tags' }, test: { is: 'one of', values: ['a', "'"] } }],
  [
    'times and what was logged',
    {
      any: [
        { field: { of: 'time', name: 'endedAt' }, test: { is: 'less', value: 5 } },
        { field: { of: 'metric', key: 'loss' }, test: { is: 'exists' } },
      ],
    },
  ],
])('%s', (_, filter) => {
  const bindings = new Bindings();
  expect({ sql: filterSql(filter, bindings), params: bindings.params }).toMatchSnapshot();
});
