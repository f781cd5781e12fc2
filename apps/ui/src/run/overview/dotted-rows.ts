/** A leaf of a nested document under its dotted name. `path` are the keys themselves, which may hold dots. */
export interface DottedRow {
  readonly name: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Media, histograms and files are one value each: their fields mean nothing alone. */
export const isMedia = (value: unknown): value is Record<string, unknown> & { _type: string } =>
  isRecord(value) && typeof value['_type'] === 'string';

/** A branch of the tree that the page folds; everything else is a leaf. */
export const isBranch = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && !isMedia(value) && Object.keys(value).length > 0;

/** Every leaf in document order. Lists are leaves; so are empty objects. */
export function dottedRows(document: Record<string, unknown>, path: readonly string[] = []): DottedRow[] {
  return Object.entries(document).flatMap(([key, value]) => {
    const here = [...path, key];
    return isBranch(value) ? dottedRows(value, here) : [{ name: here.join('.'), path: here, value }];
  });
}

/** Rows whose dotted name contains the text, whatever the case. */
export const rowsMatching = (rows: readonly DottedRow[], search: string): DottedRow[] => {
  const wanted = search.trim().toLowerCase();
  return rows.filter((row) => row.name.toLowerCase().includes(wanted));
};

/** The document without the SDK's own key; what a person logged comes before counters such as `_step`. */
export const forReading = (document: Record<string, unknown>): Record<string, unknown> => {
  const entries = Object.entries(document).filter(([key]) => key !== '_wandb');
  const own = ([key]: [string, unknown]): boolean => !key.startsWith('_');
  return Object.fromEntries([...entries.filter(own), ...entries.filter((entry) => !own(entry))]);
};
