import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { type Component, startComponent } from '../../../../e2e/fixtures/component';
import { heartbeatStoreContract } from '../heartbeat-store.contract';
import { RedisHeartbeats } from './redis-heartbeats';

describe('over real Redis', () => {
  let redis: Component;
  beforeAll(async () => {
    redis = await startComponent('redis', { ours: true });
  }, 120_000);
  afterAll(() => redis.dispose());
  const url = (): string => redis.env['REDIS_URL'] ?? '';

  heartbeatStoreContract('RedisHeartbeats', async (clock) => RedisHeartbeats.open({ url: url(), prefix: randomUUID(), clock }));

  describe('RedisHeartbeats', () => {
    let store: RedisHeartbeats;
    let direct: Redis;
    beforeEach(async () => {
      direct = new Redis(url());
      store = await RedisHeartbeats.open({ url: url(), prefix: 'shared' });
    });
    afterEach(async () => {
      await store.close();
      direct.disconnect();
      await redis.restart();
    });

    /** The store fails at once while it is not connected: asks until it is. */
    const again = async (): Promise<void> => {
      while (!(await store.now().then(Boolean, () => false))) await new Promise((resolve) => setImmediate(resolve));
    };

    it('tells the time of Redis, the same to everybody', async () => {
      const [seconds, micros] = await direct.time();
      const other = await RedisHeartbeats.open({ url: url(), prefix: 'shared' });
      await store.beat('1');
      const seen = await other.lastSeen('1');
      expect(seen).toBeGreaterThanOrEqual(Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000));
      expect(seen).toBeLessThanOrEqual(await store.now());
      await other.close();
    });

    it('has another epoch after everything was flushed', async () => {
      await store.beat('1');
      const epoch = await store.epoch();
      expect(await store.epoch()).toBe(epoch);
      await direct.flushall();
      expect(await store.epoch()).not.toBe(epoch);
      expect(await store.count()).toBe(0);
    });

    it('has another epoch after Redis was lost and came back empty, and refuses at once meanwhile', async () => {
      const epoch = await store.epoch();
      await redis.kill();
      while (
        await store.beat('1').then(
          () => true,
          () => false,
        )
      );
      await expect(store.beat('1')).rejects.toThrow();
      await expect(store.epoch()).rejects.toThrow();
      await redis.restart();
      await again();
      expect(await store.epoch()).not.toBe(epoch);
      await store.beat('1');
      expect(await store.count()).toBe(1);
    });

    it('starts without Redis, and finds it when it comes', async () => {
      await redis.kill();
      const early = await RedisHeartbeats.open({ url: url() });
      await expect(early.beat('1')).rejects.toThrow();
      await redis.restart();
      while (!(await early.now().then(Boolean, () => false))) await new Promise((resolve) => setImmediate(resolve));
      await early.beat('1');
      expect(await early.lastSeen('1')).not.toBeNull();
      await early.close();
    });

    it('throws away what a clock far in the future left behind', async () => {
      await store.beat('1');
      const epoch = await store.epoch();
      await direct.set('{shared:heartbeats}:latest', String((await store.now()) + 2 * 86_400_000));
      await store.beat('2');
      expect(await store.epoch()).not.toBe(epoch);
      expect([await store.lastSeen('1'), await store.count()]).toEqual([null, 1]);
    });
  });
});
