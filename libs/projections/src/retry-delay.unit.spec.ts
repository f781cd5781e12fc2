import { pause, retryDelay } from './retry-delay';

describe('retryDelay', () => {
  it('doubles from a tenth of a second to ten seconds, half of it at random', () => {
    const least = [1, 2, 3, 4, 7, 8, 50, 10_000].map((failures) => retryDelay(failures, () => 0));
    const most = [1, 2, 3, 4, 7, 8, 50, 10_000].map((failures) => retryDelay(failures, () => 1));
    expect(least).toEqual([50, 100, 200, 400, 3_200, 5_000, 5_000, 5_000]);
    expect(most).toEqual([100, 200, 400, 800, 6_400, 10_000, 10_000, 10_000]);
  });
});

describe('pause', () => {
  it('ends at once when it is no longer wanted', async () => {
    const stop = new AbortController();
    const paused = pause(3_600_000, stop.signal);
    stop.abort();
    await paused;
    await pause(3_600_000, stop.signal);
  });
});
