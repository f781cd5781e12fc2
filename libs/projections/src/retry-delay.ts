/** Milliseconds before attempt `failures + 1`: doubling from 100 ms to 10 s, halved at random so that loops do not march in step. */
export function retryDelay(failures: number, random: () => number): number {
  const full = Math.min(10_000, 100 * 2 ** Math.min(failures - 1, 20));
  return full / 2 + (random() * full) / 2;
}

/** Resolves after `milliseconds` or as soon as `signal` aborts, whichever is first. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener('abort', wake);
  });
}
