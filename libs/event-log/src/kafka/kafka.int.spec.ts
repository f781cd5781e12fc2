import { randomUUID } from 'node:crypto';
import { SystemClock } from '@runstead/run-domain';
import { type Component, startComponent } from '../../../../e2e/fixtures/component';
import { eventLogContract } from '../event-log.contract';
import { KafkaEventLog } from './kafka-event-log';

const partitions = { 'run-events': 2, 'run-streams': 5, 'dead-letters': 1 };

describe('over real Kafka', () => {
  let kafka: Component;
  beforeAll(async () => {
    kafka = await startComponent('kafka');
  }, 120_000);
  afterAll(() => kafka.dispose());

  eventLogContract('KafkaEventLog', async () => {
    const topicPrefix = `test-${randomUUID()}-`;
    const open = (): Promise<KafkaEventLog> =>
      KafkaEventLog.open({ brokers: [kafka.address], topicPrefix, partitions, allowUnsafeTopics: true, clock: new SystemClock() });
    let log = await open();
    return {
      log,
      reopen: async () => {
        await log.close();
        log = await open();
        return log;
      },
      dispose: () => log.close(),
    };
  });
});
