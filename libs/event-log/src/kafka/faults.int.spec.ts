import { randomUUID } from 'node:crypto';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { SystemClock, type Topic } from '@runstead/run-domain';
import { type Component, startComponent } from '../../../../e2e/fixtures/component';
import { LogUnavailableError, OffsetOutOfRangeError, type PartitionShare, type StoredRecord } from '../event-log';
import { KafkaEventLog, type KafkaEventLogOptions } from './kafka-event-log';
import { UnsafeTopicError } from './topic-setup';

const partitions = { 'run-events': 2, 'run-streams': 4, 'dead-letters': 1 };
const AMPLE = { maxRecords: 10_000, maxBytes: 64 * 1024 * 1024 };
const TOPICS: Topic[] = ['run-events', 'run-streams'];

describe('KafkaEventLog when Kafka is not as it should be', () => {
  let kafka: Component;
  let admin: Admin;
  let topicPrefix: string;
  const logs: KafkaEventLog[] = [];
  beforeAll(async () => {
    kafka = await startComponent('kafka', { ours: true });
    admin = new Kafka({ brokers: [kafka.address], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  }, 120_000);
  afterAll(async () => {
    await admin.disconnect();
    await kafka.dispose();
  });
  beforeEach(() => (topicPrefix = `test-${randomUUID()}-`));
  afterEach(() => Promise.all(logs.splice(0).map((log) => log.close())));

  const open = async (told: Partial<KafkaEventLogOptions> = {}): Promise<KafkaEventLog> => {
    const usual = { brokers: [kafka.address], topicPrefix, partitions, allowUnsafeTopics: true, clock: new SystemClock() };
    const log = await KafkaEventLog.open({ ...usual, ...told });
    logs.push(log);
    return log;
  };
  const refusal = async (opening: Promise<unknown>): Promise<string> => {
    const outcome = await opening.then(() => 'it was opened').catch((error: Error) => error);
    return outcome instanceof UnsafeTopicError ? outcome.message : `not refused: ${String(outcome)}`;
  };
  const values = (records: readonly StoredRecord[]): string[] => records.map(({ value }) => String(value));
  const record = (key: string, value: string) => ({ key, headers: {}, value: Buffer.from(value) });
  const reopened = (told: Partial<KafkaEventLogOptions> = {}): Promise<KafkaEventLog> => open({ allowUnsafeTopics: false, ...told });

  describe('at the start', () => {
    const settings = async (topic: Topic, entries: Record<string, string>): Promise<void> => {
      const configEntries = Object.entries(entries).map(([name, value]) => ({ name, value }));
      const name = `${topicPrefix}${topic}`;
      await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name, configEntries }] });
      // The broker hears of it from the controller a moment later.
      for (let heard = false; !heard;) {
        const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name }] });
        heard = (resources[0]?.configEntries ?? []).every(
          (found) => (entries[found.configName] ?? found.configValue) === found.configValue,
        );
      }
    };

    it('refuses to create a log of one copy, unless it is told to', async () => {
      expect(await refusal(reopened())).toContain('KAFKA_ALLOW_UNSAFE_TOPICS=1');
      expect(await admin.listTopics()).not.toContain(`${topicPrefix}run-events`);
    });

    it('names everything that could lose acknowledged records, at once', async () => {
      const warnings: string[] = [];
      await open();
      await settings('run-events', { 'retention.ms': '604800000', 'retention.bytes': '1000000', 'unclean.leader.election.enable': 'true' });
      const problems = (await refusal(reopened())).split('\n');
      const told = problems.filter((problem) => problem.includes('run-events'));
      for (const what of [
        'retention.ms=604800000',
        'retention.bytes=1000000',
        'min.insync.replicas',
        '1 copies',
        'unclean.leader.election',
      ])
        expect(told.filter((problem) => problem.includes(what))).toHaveLength(1);
      await open({ onWarning: (sentence) => warnings.push(sentence) });
      expect(warnings).toEqual(problems);
    });

    it.each([
      ['cleanup.policy', 'compact'],
      ['max.message.bytes', '100000'],
    ])('refuses %s=%s whatever it is told', async (name, value) => {
      await open();
      await settings('run-streams', { [name]: value });
      expect(await refusal(open())).toContain(`${name}=${value}`);
    });

    it('refuses another number of partitions', async () => {
      await open();
      await admin.createPartitions({ topicPartitions: [{ topic: `${topicPrefix}run-events`, count: 3 }] });
      for (let count = 2; count !== 3;) {
        const { topics } = await admin.fetchTopicMetadata({ topics: [`${topicPrefix}run-events`] });
        count = topics[0]?.partitions.length ?? 0;
      }
      expect(await refusal(open())).toContain('has 3 partitions instead of 2');
    });

    it('says so when nobody is there', async () => {
      await expect(open({ brokers: ['127.0.0.1:1'] })).rejects.toBeInstanceOf(LogUnavailableError);
    });
  });

  it('keeps appends waiting while the broker is away, and followers go on where they were', async () => {
    const log = await open();
    const { partition } = (await log.append('run-streams', [record('k', '0')]))[0] ?? { partition: 0 };
    await kafka.kill();
    const during = Array.from({ length: 20 }, (_, i) => log.append('run-streams', [record('k', String(i + 1))]));
    expect(log.waitingBytes()).toBeGreaterThan(0);
    await kafka.restart();
    await Promise.all(during);
    expect(log.waitingBytes()).toBe(0);
    const seen: StoredRecord[] = [];
    const stop = new AbortController();
    for await (const batch of log.follow('run-streams', partition, 0, AMPLE, stop.signal)) {
      seen.push(...batch);
      if (new Set(values(seen)).size === 21) stop.abort();
    }
    // A lost answer may have stored a record twice; the order of first sights is the order of the appends.
    expect([...new Set(values(seen))]).toEqual(Array.from({ length: 21 }, (_, i) => String(i)));
    expect(seen.map(({ offset }) => offset)).toEqual(seen.map((_, at) => at));
  });

  it('refuses appends and reads while a broker hangs, and takes them again afterwards', async () => {
    const log = await open({ appendDeadlineMs: 2_000 });
    const { partition } = (await log.append('run-streams', [record('k', 'before')]))[0] ?? { partition: 0 };
    await kafka.pause();
    await expect(log.append('run-streams', [record('k', 'hung')])).rejects.toBeInstanceOf(LogUnavailableError);
    expect(log.waitingBytes()).toBe(0);
    await kafka.resume();
    let found: string[] = [];
    await log.append('run-streams', [record('k', 'after')]).catch(() => log.append('run-streams', [record('k', 'after')]));
    found = values(await log.read('run-streams', partition, 0, AMPLE));
    expect(found[0]).toBe('before');
    expect(found).toContain('after');
  });

  it('halts when the topic was created anew under its name', async () => {
    const log = await open();
    const { partition } = (await log.append('run-streams', [record('k', '0'), record('k', '1')]))[1] ?? { partition: 0 };
    await admin.deleteTopics({ topics: [`${topicPrefix}run-streams`] });
    const again = await open();
    await again.append('run-streams', [record('k', 'new')]);
    await expect(again.read('run-streams', partition, 2, AMPLE)).rejects.toBeInstanceOf(OffsetOutOfRangeError);
    const batches = again.follow('run-streams', partition, 2, AMPLE, new AbortController().signal)[Symbol.asyncIterator]();
    await expect(batches.next()).rejects.toThrow('created anew');
  });

  it('halts when the new topic has grown beyond the old one, too', async () => {
    const log = await open({ identityCheckMs: 100 });
    const { partition } = (await log.append('run-streams', [record('k', 'old')]))[0] ?? { partition: 0 };
    await admin.deleteTopics({ topics: [`${topicPrefix}run-streams`] });
    const again = await open();
    for (let i = 0; i < 5; i += 1) await again.append('run-streams', [record('k', 'new')]);
    const read = (): Promise<unknown> => log.read('run-streams', partition, 1, AMPLE).catch((error: Error) => error);
    let found = await read();
    while (!(found instanceof OffsetOutOfRangeError)) found = await read();
    expect(found.message).toContain(`${topicPrefix}run-streams of Kafka was deleted and created anew`);
    await expect(log.append('run-events', [record('k', 'x')])).rejects.toThrow('created anew');
  });

  describe('sharing', () => {
    /** The newest share of a member, until it leaves. */
    const member = (log: KafkaEventLog) => {
      const leaving = new AbortController();
      const held: { share: PartitionShare; told: () => void } = { share: new Map(), told: () => undefined };
      const over = (async () => {
        for await (const share of log.share('workers', TOPICS, leaving.signal)) {
          held.share = share;
          held.told();
        }
      })();
      const count = (): number => [...held.share.values()].flat().length;
      const until = async (wanted: number): Promise<void> => {
        while (count() !== wanted) await new Promise<void>((resolve) => (held.told = resolve));
      };
      return { share: () => held.share, until, leave: () => (leaving.abort(), over) };
    };
    const all = partitions['run-events'] + partitions['run-streams'];

    it('gives each partition to one member, and all to the one that stays', async () => {
      const first = member(await open());
      await first.until(all);
      const second = member(await open());
      await Promise.all([first.until(all / 2), second.until(all / 2)]);
      for (const topic of TOPICS) {
        const held = [...(first.share().get(topic) ?? []), ...(second.share().get(topic) ?? [])];
        expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: partitions[topic] }, (_, partition) => partition));
      }
      await first.leave();
      await second.until(all);
      await second.leave();
    });

    it('does not take a share away while its holder works on a slow batch', async () => {
      const log = await open();
      const { partition } = (await log.append('run-streams', [record('k', '0'), record('k', '1')]))[0] ?? { partition: 0 };
      const slow = member(log);
      await slow.until(all);
      let told = 0;
      const stop = new AbortController();
      for await (const batch of log.follow('run-streams', partition, 0, { maxRecords: 1, maxBytes: 1 }, stop.signal)) {
        // Another member joins and leaves meanwhile: the work is divided twice while this batch is in hand.
        if (batch[0]?.offset === 0) {
          const other = member(await open());
          await Promise.all([other.until(all / 2), slow.until(all / 2)]);
          await other.leave();
          await slow.until(all);
        }
        told += batch.length;
        if (told === 2) stop.abort();
      }
      expect(told).toBe(2);
      await slow.leave();
    });
  });
});
