import type { Version } from '@runstead/artifacts';
import { connection, decodeCursor, encodeCursor, pageSize, type Connection } from '../resolvers/page';

export interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Versions in the order of their ids. */
export async function versionPage(
  { first, after }: Page,
  load: (after: string | null, limit: number) => Promise<Version[]>,
): Promise<Connection<Version>> {
  const size = pageSize(first);
  return connection(
    await load(rowIdIn(after), size + 1),
    size,
    ({ artifactId }) => encodeCursor([artifactId]),
    (version) => version,
  );
}

/** Lists that are short enough to be read whole; the cursor is the position. */
export function offsetPage<Row, Node>(
  rows: readonly Row[],
  { first, after }: Page,
  nodeOf: (row: Row) => Node,
): Connection<Node> & { readonly totalCount: number } {
  const size = pageSize(first);
  const [position] = decodeCursor(after) ?? [];
  const from = typeof position === 'number' && Number.isInteger(position) && position >= 0 ? position + 1 : 0;
  const numbered = rows.map((row, index) => ({ row, index })).slice(from, from + size + 1);
  const page = connection(
    numbered,
    size,
    ({ index }) => encodeCursor([index]),
    ({ row }) => nodeOf(row),
  );
  return { ...page, totalCount: rows.length };
}

/** A row id of a cursor, or null. */
export function rowIdIn(cursor: string | null | undefined): string | null {
  const [id] = decodeCursor(cursor) ?? [];
  return typeof id === 'string' && /^\d{1,18}$|^[1-8]\d{18}$/.test(id) ? id : null;
}
