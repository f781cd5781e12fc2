import { LIMITS, type RunFields, type WorkspaceDocument } from '@runstead/ui-contract';
import type { ListedRun } from '../workspace/use-runs';

export interface TableColumn {
  readonly field: string;
  readonly label: string;
  /** CSS pixels. */
  readonly width: number;
  /** Stays at the left while the others scroll. */
  readonly pinned: boolean;
}

type Field = RunFields['fields'][number];

export const NAME = 'displayName';
const OWN: Readonly<Record<string, string>> = {
  displayName: 'Name',
  name: 'ID',
  state: 'State',
  notes: 'Notes',
  author: 'Author',
  tags: 'Tags',
  createdAt: 'Created',
  updatedAt: 'Updated',
  endedAt: 'Ended',
  runtime: 'Runtime',
  sweep: 'Sweep',
  group: 'Group',
  jobType: 'Job type',
  host: 'Host',
  commit: 'Commit',
};
const FIRST = ['state', 'tags', 'createdAt', 'runtime'];
const MOST_BY_ITSELF = 29;
const WIDTHS: Readonly<Record<string, number>> = {
  displayName: 248,
  notes: 220,
  tags: 168,
  createdAt: 136,
  updatedAt: 136,
  endedAt: 136,
  state: 104,
};
const WIDTH = 148;

/** What the head of a column says: keys of the summary go by their own names, those of the configuration keep `config.`. */
export const columnLabel = (field: string): string => OWN[field] ?? (field.startsWith('summary.') ? field.slice('summary.'.length) : field);

/** How the column is called in a file: exact, so that `config.lr` and `summary.lr` stay apart. */
export const fileLabel = (field: string): string => OWN[field] ?? field;

/** Every column that there is: those of each run, then every key that some run has. */
export function everyField(fields: readonly Field[]): string[] {
  const keys = (group: Field['group']): string[] => fields.filter((one) => one.group === group && one.runs > 0).map(({ field }) => field);
  return [...Object.keys(OWN), ...keys('Config'), ...keys('Summary')];
}

/** Keys whose values are asked for before it is known which of them tell the runs apart; the client's own (`_step`) are not offered. */
export function candidates(fields: readonly Field[]): string[] {
  return everyField(fields)
    .filter((field) => /^(?:config|summary)\.[^_]/.test(field))
    .slice(0, LIMITS.tableColumns - FIRST.length);
}

/** The table's own choice (UI 6): what every run has, the configuration that differs between these runs, the summary. */
export function columnsByItself(fields: readonly string[], rows: readonly ListedRun[]): string[] {
  const told = fields.filter((field) => field.startsWith('summary.') || differs(field, rows));
  return [...FIRST, ...told].slice(0, MOST_BY_ITSELF);
}

function differs(field: string, rows: readonly ListedRun[]): boolean {
  const [first, ...others] = rows;
  if (others.length === 0) return true;
  const text = JSON.stringify(first?.values?.[field]);
  return others.some(({ values }) => JSON.stringify(values?.[field]) !== text);
}

/** The columns as they stand: the name, the pinned ones, the others. */
export function tableColumns(
  { columns = [], columnWidths = {} }: WorkspaceDocument,
  others: readonly string[],
  narrow: boolean,
): TableColumn[] {
  const column = (field: string, pinned: boolean): TableColumn => {
    const width = columnWidths[field] ?? WIDTHS[field] ?? WIDTH;
    return { field, label: columnLabel(field), width: narrow && field === NAME ? Math.min(width, 168) : width, pinned };
  };
  const rest = others.filter((field) => field !== NAME && !columns.includes(field));
  // A small screen has no room for more than the name beside what scrolls.
  return [column(NAME, true), ...columns.map((field) => column(field, !narrow)), ...rest.map((field) => column(field, false))];
}

/** `field` put at the place of `target`, after it when it comes from the left: as a drag looks. */
export function moved(fields: readonly string[], field: string, target: string): string[] {
  const from = fields.indexOf(field);
  const to = fields.indexOf(target);
  if (from < 0 || to < 0 || from === to) return [...fields];
  const without = fields.filter((other) => other !== field);
  without.splice(to, 0, field);
  return without;
}
