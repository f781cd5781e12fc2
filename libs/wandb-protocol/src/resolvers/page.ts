const DEFAULT_SIZE = 50;
const MAX_SIZE = 1_000;

/** `first` of a connection: null means 50, more than 1000 is 1000. */
export function pageSize(first: number | null | undefined): number {
  return Math.min(Math.max(first ?? DEFAULT_SIZE, 0), MAX_SIZE);
}

export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** `rows` has one more than `size` when there is a next page. The cursor of the last edge is also `endCursor`: clients use either. */
export function connection<Row, Node>(
  rows: readonly Row[],
  size: number,
  cursorOf: (row: Row) => string,
  nodeOf: (row: Row) => Node,
): Connection<Node> {
  const edges = rows.slice(0, size).map((row) => ({ node: nodeOf(row), cursor: cursorOf(row) }));
  return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: edges.length > 0 && rows.length > size } };
}

/** Cursors are opaque to clients: a sort value and a tie-breaker. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** Null for text that no page gave. */
export function decodeCursor(text: string | null | undefined): (string | number)[] | null {
  if (!text) return null;
  try {
    const position: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(position) && position.every((part) => typeof part === 'string' || typeof part === 'number') ? position : null;
  } catch {
    return null;
  }
}
