import { Clock } from '@runstead/run-domain';
import type { HeartbeatStore } from './heartbeat-store';

/** A clock that goes when it is told to. */
export class HandClock extends Clock {
  constructor(private time: number) {
    super();
  }

  now(): number {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** An empty store that tells the time by `clock`. */
export type MakeHeartbeatStore = (clock: Clock) => Promise<HeartbeatStore>;

/** What every store of heartbeats promises. */
export function heartbeatStoreContract(name: string, make: MakeHeartbeatStore): void {
  describe(`${name} keeps the promises of HeartbeatStore`, () => {
    const start = Date.UTC(2026, 0, 1);
    let clock: HandClock;
    let store: HeartbeatStore;
    beforeEach(async () => {
      clock = new HandClock(start);
      store = await make(clock);
    });
    afterEach(() => store.close());
    const overdue = async (silenceMs: number, limit = 100) => (await store.overdue(silenceMs, limit)).map((run) => run.runId);

    it('knows nothing of a run that never spoke', async () => {
      expect(await store.lastSeen('1')).toBeNull();
      expect(await store.count()).toBe(0);
      expect(await store.overdue(0, 10)).toEqual([]);
    });

    it('remembers when a run was last heard of', async () => {
      await store.beat('1');
      clock.advance(1_500);
      await store.beat('1');
      clock.advance(10);
      expect(await store.lastSeen('1')).toBe(start + 1_500);
      expect(await store.count()).toBe(1);
    });

    it('calls a run overdue from exactly the limit on, not a millisecond before', async () => {
      await store.beat('1');
      clock.advance(299_999);
      expect(await overdue(300_000)).toEqual([]);
      clock.advance(1);
      expect(await store.overdue(300_000, 10)).toEqual([{ runId: '1', lastSeen: start }]);
    });

    it('gives the longest silent first, at most the limit', async () => {
      for (const runId of ['3', '1', '2', '4']) {
        await store.beat(runId);
        clock.advance(1_000);
      }
      await store.beat('3');
      clock.advance(60_000);
      expect(await overdue(60_000)).toEqual(['1', '2', '4', '3']);
      expect(await overdue(60_000, 2)).toEqual(['1', '2']);
      expect(await overdue(60_000, 0)).toEqual([]);
    });

    it('keeps an overdue run watched until it is forgotten', async () => {
      await store.beat('1');
      clock.advance(1_000);
      expect(await overdue(1_000)).toEqual(['1']);
      expect(await overdue(1_000)).toEqual(['1']);
      await store.forget('1');
      expect(await overdue(1_000)).toEqual([]);
      expect(await store.lastSeen('1')).toBeNull();
      expect(await store.count()).toBe(0);
    });

    it('watches a forgotten run again when it speaks', async () => {
      await store.beat('1');
      await store.forget('1');
      await store.forget('1');
      clock.advance(5);
      await store.beat('1');
      expect(await store.lastSeen('1')).toBe(start + 5);
    });

    it('does not take a clock that was set back for silence', async () => {
      await store.beat('1');
      clock.advance(-3_600_000);
      await store.beat('2');
      clock.advance(1_000);
      expect(await overdue(1_000)).toEqual([]);
      await store.beat('1');
      expect(await overdue(300_000)).toEqual([]);
    });

    it('tells ids of 63 bits apart', async () => {
      await store.beat('9223372036854775807');
      clock.advance(1);
      await store.beat('9223372036854775806');
      expect(await overdue(0)).toEqual(['9223372036854775807', '9223372036854775806']);
    });

    it('finds one silent run among ten thousand live ones', async () => {
      await store.beat('silent');
      for (let run = 0; run < 10_000; run += 1) await store.beat(`run-${run}`);
      clock.advance(300_000);
      for (let run = 0; run < 10_000; run += 1) await store.beat(`run-${run}`);
      expect(await overdue(300_000)).toEqual(['silent']);
      expect(await store.count()).toBe(10_001);
    });

    it('tells the time that it measures with, and never an earlier one', async () => {
      expect(await store.now()).toBe(start);
      clock.advance(-60_000);
      expect(await store.now()).toBe(start);
      clock.advance(60_250);
      expect(await store.now()).toBe(start + 250);
    });

    it('remembers when somebody last took posts', async () => {
      expect(await store.lastListened()).toBeNull();
      await store.listening();
      clock.advance(700);
      await store.listening();
      clock.advance(5_000);
      expect(await store.lastListened()).toBe(start + 700);
      expect(await store.count()).toBe(0);
    });

    it('lets one lead, as long as it asks again', async () => {
      const both = await Promise.all([store.lead('a', 10_000), store.lead('b', 10_000)]);
      expect(both.filter(Boolean)).toHaveLength(1);
      const [leader, other] = both[0] ? ['a', 'b'] : ['b', 'a'];
      clock.advance(9_999);
      expect(await store.lead(other, 10_000)).toBe(false);
      expect(await store.lead(leader, 10_000)).toBe(true);
      clock.advance(9_999);
      expect(await store.lead(other, 10_000)).toBe(false);
      clock.advance(1);
      expect(await store.lead(other, 10_000)).toBe(true);
      expect(await store.lead(leader, 10_000)).toBe(false);
    });

    it('keeps its epoch while it remembers, and has another one after it may have forgotten', async () => {
      const epoch = await store.epoch();
      await store.beat('1');
      expect(await store.epoch()).toBe(epoch);
      const reborn = await make(clock);
      expect(await reborn.epoch()).not.toBe(epoch);
      await reborn.close();
    });
  });
}
