/** Where a page of runs ended: its last run by creation time and row id, newest first. */
export interface RunListCursor {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly runId: string;
}

/** Opaque to clients. */
export function encodeCursor(cursor: RunListCursor): string {
  return Buffer.from(`${cursor.createdAt}.${cursor.runId}`).toString('base64url');
}

/** Null for text that no page gave. */
export function decodeCursor(text: string): RunListCursor | null {
  const match = /^(\d{1,15})\.(\d{1,20})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return match ? { createdAt: Number(match[1]), runId: match[2]! } : null;
}
