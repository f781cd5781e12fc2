/** Lets one holder through at a time, in the order of asking. */
export class Turnstile {
  private last: Promise<void> = Promise.resolve();

  /** Resolves with the function that lets the next one through. */
  async enter(): Promise<() => void> {
    const before = this.last;
    let leave!: () => void;
    this.last = new Promise<void>((resolve) => (leave = resolve));
    await before;
    return leave;
  }
}
