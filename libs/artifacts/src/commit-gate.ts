import { Injectable } from '@nestjs/common';

/**
 * Commits look whether contents are there and then name them; the collector looks whether contents are named and then
 * removes them. Commits may overlap each other, never a removal.
 */
@Injectable()
export class CommitGate {
  private open = 0;
  private removals = 0;
  private alone: Promise<void> = Promise.resolve();
  private whenEmpty: (() => void) | null = null;

  async commit<T>(work: () => Promise<T>): Promise<T> {
    while (this.removals > 0) await this.alone;
    this.open += 1;
    try {
      return await work();
    } finally {
      this.open -= 1;
      if (this.open === 0) this.whenEmpty?.();
    }
  }

  /** Waits for the commits that have begun; those that come later wait for it. One at a time. */
  async remove<T>(work: () => Promise<T>): Promise<T> {
    const before = this.alone;
    let leave = (): void => undefined;
    this.alone = new Promise((resolve) => (leave = resolve));
    this.removals += 1;
    try {
      await before;
      if (this.open > 0) await new Promise<void>((wake) => (this.whenEmpty = wake));
      this.whenEmpty = null;
      return await work();
    } finally {
      this.removals -= 1;
      leave();
    }
  }
}
