import { setImmediate } from 'node:timers/promises';

/** Gives the event loop a turn whenever the work since the last one has taken `sliceMs`: requests are answered meanwhile. */
export class TurnTaker {
  private began = performance.now();

  constructor(private readonly sliceMs = 5) {}

  async giveTurn(): Promise<void> {
    if (performance.now() - this.began < this.sliceMs) return;
    await setImmediate();
    this.began = performance.now();
  }
}
