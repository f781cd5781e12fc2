import { AsyncLocalStorage } from 'node:async_hooks';

/** Follows the asynchronous calls of one transaction, so that a statement that bypasses it is noticed instead of waiting for ever. */
export class TransactionScope {
  private readonly storage = new AsyncLocalStorage<{ phase: 'starting' | 'running' | 'over' }>();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const state = { phase: 'starting' as 'starting' | 'running' | 'over' };
    try {
      return await this.storage.run(state, work);
    } finally {
      state.phase = 'over';
    }
  }

  /** Called by whoever asks for the session. The turn that a running transaction asks for is held by that very transaction. */
  enter(): void {
    const state = this.storage.getStore();
    if (state?.phase === 'running') throw new Error('a statement inside of a transaction must use the transaction, not the pool');
    if (state?.phase === 'starting') state.phase = 'running';
  }
}
