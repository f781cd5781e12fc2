/** What became visible, as positions and not as data (UI 14). Names, not row ids: the browser knows no row ids. */
export interface RunChange {
  readonly kind: 'run-created' | 'run-changed' | 'run-deleted' | 'history' | 'system' | 'console' | 'summary' | 'files';
  readonly projectId: string;
  readonly runId: string;
  /** For `history`, `system`, `console`: the number of lines the projection now holds. */
  readonly lines?: number;
}

/** Tells readers in this process what a projector has just committed. Delivery is best effort; a reader that missed one asks again. */
export class ChangeFeed {
  private readonly listeners = new Set<(changes: readonly RunChange[]) => void>();

  publish(changes: readonly RunChange[]): void {
    if (changes.length > 0) for (const listener of this.listeners) listener(changes);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (changes: readonly RunChange[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
