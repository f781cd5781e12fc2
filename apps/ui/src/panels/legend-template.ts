import { formatNumber } from '../format/number';
import { formatDateTime } from '../format/time';

/** What is known of a run besides its name: `config.<key>`, `summary.<key>`, `createdAt`. */
export type RunValues = Readonly<Record<string, unknown>>;
export const NO_VALUES: RunValues = {};

const PLACE = /\$\{(run|config|summary|key)(?::([^}]+))?\}/g;

/** `${run:displayName} lr=${config:lr}` with a run's values; what it does not have is `—` (UI 9.1). */
export function filledTemplate(
  template: string,
  run: { readonly name: string; readonly displayName: string },
  key: string,
  values: RunValues,
): string {
  return template.replace(PLACE, (_, kind: string, name = '') => {
    if (kind === 'key') return key;
    if (kind !== 'run') return textOf(values[`${kind}.${name}`]);
    if (name === 'id' || name === 'name') return run.name;
    if (name === 'createdAt') return typeof values['createdAt'] === 'number' ? formatDateTime(values['createdAt']) : '—';
    return name === 'displayName' || name === '' ? run.displayName : '—';
  });
}

/** Fields that the template names beyond names and keys. */
export function fieldsOfTemplate(template: string | undefined): string[] {
  return [...(template ?? '').matchAll(PLACE)].flatMap(([, kind, name]) => {
    if (kind === 'config' || kind === 'summary') return [`${kind}.${name}`];
    return kind === 'run' && name === 'createdAt' ? ['createdAt'] : [];
  });
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '—';
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
