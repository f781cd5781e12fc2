import { PrincipalCache } from './principal-cache';
import type { Principal } from './principal';

const ana: Principal = { username: 'ana', admin: false, memberships: [{ entity: 'ana', role: 'owner' }] };

function cacheAt(start: number) {
  const clock = { time: start, now: () => clock.time };
  return { cache: new PrincipalCache(clock), clock };
}

describe('PrincipalCache', () => {
  it('keeps a principal for 30 seconds', async () => {
    const { cache, clock } = cacheAt(1_000);
    const load = jest.fn(() => Promise.resolve(ana));
    await cache.find('a', load);
    clock.time += 29_999;
    expect(await cache.find('a', load)).toBe(ana);
    expect(load).toHaveBeenCalledTimes(1);
    clock.time += 1;
    await cache.find('a', load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('does not keep what is unknown: a new key works at once', async () => {
    const { cache } = cacheAt(0);
    expect(await cache.find('a', () => Promise.resolve(null))).toBeNull();
    expect(await cache.find('a', () => Promise.resolve(ana))).toBe(ana);
  });

  it('does not keep an error', async () => {
    const { cache } = cacheAt(0);
    await expect(cache.find('a', () => Promise.reject(new Error('store is away')))).rejects.toThrow('store is away');
    expect(await cache.find('a', () => Promise.resolve(ana))).toBe(ana);
  });

  it('knows for an hour who was recognised before the store went away', async () => {
    const { cache, clock } = cacheAt(0);
    const away = () => Promise.reject(new Error('store is away'));
    await cache.find('a', () => Promise.resolve(ana));
    clock.time = 3_599_999;
    expect(await cache.find('a', away)).toBe(ana);
    clock.time = 3_600_000;
    await expect(cache.find('a', away)).rejects.toThrow('store is away');
  });

  it('forgets who is not known any more, also for outages', async () => {
    const { cache, clock } = cacheAt(0);
    const away = () => Promise.reject(new Error('store is away'));
    await cache.find('a', () => Promise.resolve(ana));
    clock.time = 30_000;
    expect(await cache.find('a', () => Promise.resolve(null))).toBeNull();
    await expect(cache.find('a', away)).rejects.toThrow('store is away');
    await cache.find('b', () => Promise.resolve(ana));
    cache.clear();
    await expect(cache.find('b', away)).rejects.toThrow('store is away');
  });

  it('shares one load between requests at the same time', async () => {
    const { cache } = cacheAt(0);
    const load = jest.fn(() => Promise.resolve(ana));
    await Promise.all([cache.find('a', load), cache.find('a', load)]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('does not keep what was loaded before a change: a revoked key is gone at once', async () => {
    const { cache } = cacheAt(0);
    let answer: (principal: Principal) => void = () => undefined;
    const old = new Promise<Principal>((resolve) => (answer = resolve));
    const first = cache.find('a', () => old);
    cache.clear();
    answer(ana);
    expect(await first).toBe(ana);
    expect(await cache.find('a', () => Promise.resolve(null))).toBeNull();
  });
});
