import { KeyedQueue } from './keyed-queue';
import { LruMap } from './lru-map';

describe('KeyedQueue', () => {
  it('runs one key in order, others beside it, and goes on after a failure', async () => {
    const queue = new KeyedQueue();
    const order: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const first = queue.run('a', async () => {
      await gate;
      order.push('a1');
      throw new Error('a1 failed');
    });
    const second = queue.run('a', async () => order.push('a2'));
    await queue.run('b', async () => order.push('b1'));
    open();
    await expect(first).rejects.toThrow('a1 failed');
    await second;
    expect(order).toEqual(['b1', 'a1', 'a2']);
  });
});

describe('LruMap', () => {
  it('lets go of what was not used, by weight', () => {
    const map = new LruMap<number>(10);
    map.set('a', 1, 4);
    map.set('b', 2, 4);
    expect(map.get('a')).toBe(1);
    map.set('c', 3, 4);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
    map.set('huge', 4, 99);
    expect([map.get('a'), map.get('c'), map.get('huge')]).toEqual([undefined, undefined, 4]);
    map.set('small', 5, 1);
    expect(map.get('huge')).toBeUndefined();
  });
});
