/** Runs one piece of work at a time, in the order of asking. */
export class Lane {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work, work);
    this.last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when everything that was asked for so far is over. */
  async empty(): Promise<void> {
    await this.last;
  }
}
