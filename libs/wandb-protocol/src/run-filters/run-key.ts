import type { RunField } from '@runstead/run-queries';

const TEXTS = {
  name: ['name'],
  displayName: ['display_name', 'displayName'],
  state: ['state'],
  group: ['group'],
  jobType: ['jobType', 'job_type'],
  host: ['host'],
  commit: ['commit'],
  notes: ['notes'],
  author: ['username', 'user.username'],
  entity: ['entity'],
  project: ['project'],
  sweep: ['sweep'],
} as const;
// A run's last sign of life is when its row changed last: the index holds no heartbeats.
const TIMES = {
  createdAt: ['createdAt', 'created_at'],
  updatedAt: ['updatedAt', 'updated_at', 'heartbeatAt', 'heartbeat_at'],
} as const;

const KNOWN: ReadonlyMap<string, RunField> = new Map<string, RunField>([
  ...Object.entries(TEXTS).flatMap(([name, keys]) => keys.map((key) => [key, { of: 'text', name: name as keyof typeof TEXTS }] as const)),
  ...Object.entries(TIMES).flatMap(([name, keys]) => keys.map((key) => [key, { of: 'time', name: name as keyof typeof TIMES }] as const)),
  ['duration', { of: 'runtime' }],
  ['tags', { of: 'tags' }],
  ...['_step', '_runtime', '_timestamp'].map((key) => [key, { of: 'summary', key }] as const),
]);

/**
 * What a key of a filter or an order names (public API 7.1): the first of these fields that a run has; none for a key that
 * there is not. A dot is a separator and a letter of names, which is the same to the index; one segment `value` after the
 * name of a config entry is how the entry is stored, unless the entry has a member of that name.
 */
export function fieldsOfKey(key: string): readonly RunField[] {
  const known = KNOWN.get(key);
  if (known) return [known];
  const config = after(key, 'config.');
  if (config !== null) return configKeys(config).map((name) => ({ of: 'config', key: name }));
  const summary = after(key, 'summary_metrics.') ?? after(key, 'summaryMetrics.');
  if (summary !== null) return [{ of: 'summary', key: summary }];
  const metric = after(key, 'keys_info.keys.');
  return metric === null ? [] : [{ of: 'metric', key: metric }];
}

/** The tag of `tags.<name>`, or null. */
export function tagOfKey(key: string): string | null {
  return after(key, 'tags.');
}

function after(key: string, prefix: string): string | null {
  return key.startsWith(prefix) && key.length > prefix.length ? key.slice(prefix.length) : null;
}

function configKeys(key: string): string[] {
  const segments = key.split('.');
  const wrapper = segments.indexOf('value', 1);
  return wrapper < 0 ? [key] : [key, segments.filter((_, place) => place !== wrapper).join('.')];
}
