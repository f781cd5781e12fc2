/** What ClickHouse can take of a history or system line; `fixed` null: the line as it is. */
export type PreparedLine = { readonly kind: 'ok'; readonly fixed: string | null } | { readonly kind: 'unreadable'; readonly reason: string };

export function prepareHistoryLine(line: string): PreparedLine {
  void line;
  throw new Error('body follows');
}
