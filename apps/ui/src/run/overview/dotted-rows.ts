import { naturalOrder } from '../../format/natural-order';

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

/**
 * The document without the SDK's own key. Keys are in the order in which people look for them, as the client sends them in
 * none; what a person logged comes before counters such as `_step`.
 */
export const forReading = (document: Record<string, unknown>): Record<string, unknown> => {
  const entries = Object.entries(document).filter(([key]) => key !== '_wandb');
  const own = ([key]: [string, unknown]): boolean => !key.startsWith('_');
  return Object.fromEntries([...inOrder(entries.filter(own)), ...inOrder(entries.filter((entry) => !own(entry)))]);
};

const inOrder = (entries: readonly [string, unknown][]): [string, unknown][] =>
  [...entries]
    .sort(([a], [b]) => naturalOrder(a, b))
    .map(([key, value]) => [key, isBranch(value) ? Object.fromEntries(inOrder(Object.entries(value))) : value]);
