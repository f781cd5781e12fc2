import { Clock } from '@runstead/run-domain';
import { REQUESTS_PER_SECOND, StreamQuota, WINDOW_MS, quotaHeaders } from './stream-quota';

class HandClock extends Clock {
  time = 1_790_000_000_000;
  now(): number {
    return this.time;
  }
}

const LIMIT = (REQUESTS_PER_SECOND * WINDOW_MS) / 1_000;

describe('StreamQuota', () => {
  it('counts down within a window, for each project, and begins again with the next', () => {
    const clock = new HandClock();
    const quota = new StreamQuota(clock);
    expect(quota.take('ana/p')).toEqual({ allowed: true, limit: LIMIT, remaining: LIMIT - 1, resetSeconds: 60 });
    clock.time += 20_500;
    expect(quota.take('ana/p')).toMatchObject({ remaining: LIMIT - 2, resetSeconds: 40 });
    expect(quota.take('ana/q')).toMatchObject({ remaining: LIMIT - 1, resetSeconds: 60 });
    clock.time += 39_500;
    expect(quota.take('ana/p')).toMatchObject({ allowed: true, remaining: LIMIT - 1, resetSeconds: 60 });
  });

  it('refuses one too many until the window ends', () => {
    const clock = new HandClock();
    const quota = new StreamQuota(clock);
    for (let request = 0; request < LIMIT; request += 1) expect(quota.take('ana/p').allowed).toBe(true);
    expect(quota.take('ana/p')).toMatchObject({ allowed: false, remaining: 0 });
    expect(quota.take('ana/q').allowed).toBe(true);
    clock.time += WINDOW_MS;
    expect(quota.take('ana/p').allowed).toBe(true);
  });

  it('does not wait for a clock that was set back', () => {
    const clock = new HandClock();
    const quota = new StreamQuota(clock);
    quota.take('ana/p');
    clock.time -= 3_600_000;
    expect(quota.take('ana/p').resetSeconds).toBe(60);
  });

  it('tells the client in the headers that it reads', () => {
    expect(quotaHeaders({ allowed: true, limit: 120_000, remaining: 119_000, resetSeconds: 31 })).toEqual({
      'ratelimit-limit': '120000',
      'ratelimit-remaining': '119000',
      'ratelimit-reset': '31',
    });
  });
});
