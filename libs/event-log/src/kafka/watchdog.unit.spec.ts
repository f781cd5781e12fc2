import { Watchdog, type Watched } from './watchdog';

describe('the watchdog of readers', () => {
  let now: number;
  let waiting: number;
  let reachable: Watched['reachable'];
  let sentences: string[];
  let watchdog: Watchdog;
  beforeEach(() => {
    [now, waiting, sentences, reachable] = [0, 1, [], async () => 0];
    watchdog = new Watchdog({
      waiting: () => waiting,
      reachable: () => reachable(),
      now: () => now,
      onStuck: (sentence) => sentences.push(sentence),
    });
  });
  afterEach(() => watchdog.stop());
  const lookAt = async (...times: number[]): Promise<void> => {
    for (const time of times) {
      now = time;
      await watchdog.look();
    }
  };

  it('says so when nothing is answered for a minute while Kafka answers others', async () => {
    await lookAt(30_000, 59_999);
    expect(sentences).toEqual([]);
    await lookAt(60_000);
    expect(sentences).toEqual([expect.stringContaining('no answer for 60 s')]);
  });

  it('is content with every answer', async () => {
    await lookAt(50_000);
    watchdog.answered();
    await lookAt(100_000, 109_999);
    expect(sentences).toEqual([]);
    await lookAt(110_000);
    expect(sentences).toHaveLength(1);
  });

  it('does not count the time in which nobody waited', async () => {
    waiting = 0;
    await lookAt(300_000);
    waiting = 1;
    await lookAt(359_999);
    expect(sentences).toEqual([]);
  });

  it('waits for a Kafka that is away', async () => {
    reachable = () => Promise.reject(new Error('away'));
    await lookAt(60_000, 600_000);
    expect(sentences).toEqual([]);
    reachable = async () => 0;
    await lookAt(610_000);
    expect(sentences).toHaveLength(1);
  });
});
