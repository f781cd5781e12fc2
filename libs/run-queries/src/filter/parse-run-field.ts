import { FilterRefusedError, type RunField } from './run-filter';

const RUN_FIELDS: ReadonlyMap<string, RunField> = new Map<string, RunField>([
  ...(['name', 'displayName', 'state', 'author', 'group', 'jobType', 'host', 'sweep', 'commit', 'notes'] as const).map(
    (name) => [name, { of: 'text', name }] as const,
  ),
  ...(['createdAt', 'updatedAt', 'endedAt'] as const).map((name) => [name, { of: 'time', name }] as const),
  ['runtime', { of: 'runtime' }],
  ['tags', { of: 'tags' }],
]);

/** A field as our own API names it (`runFieldSchema`). Throws `FilterRefusedError` for one that there is not. */
export function parseRunField(field: string): RunField {
  const known = RUN_FIELDS.get(field);
  if (known) return known;
  const dot = field.indexOf('.');
  const of = field.slice(0, dot);
  const key = field.slice(dot + 1);
  if (key !== '' && (of === 'config' || of === 'summary' || of === 'metric')) return { of, key };
  throw new FilterRefusedError(`There is no field "${field.slice(0, 100)}"`);
}
