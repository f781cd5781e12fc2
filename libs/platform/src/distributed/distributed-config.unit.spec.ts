import { readStores } from './distributed-config';

const whole = {
  KAFKA_BROKERS: 'one:9092, two:9092',
  CLICKHOUSE_URL: 'http://user:secret@clickhouse:8123',
  POSTGRES_URL: 'postgres://user:secret@postgres:5432/runstead',
  REDIS_URL: 'redis://redis:6379',
  S3_ENDPOINT: 'http://s3:8333',
  S3_BUCKET: 'runstead',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
};

describe('the addresses of the stores', () => {
  it('are read from the environment', () => {
    expect(readStores(whole)).toMatchObject({
      ok: true,
      stores: {
        kafka: { brokers: ['one:9092', 'two:9092'], allowUnsafeTopics: false },
        clickHouse: { url: whole.CLICKHOUSE_URL, cluster: null },
        s3: { endpoint: whole.S3_ENDPOINT, bucket: 'runstead' },
      },
    });
  });

  it('that are missing are all named at once', () => {
    const result = readStores({ POSTGRES_URL: '' });
    if (result.ok) throw new Error('accepted');
    expect(result.problems).toEqual(Object.keys(whole).map((name) => `${name} is not set.`));
  });

  it('that are wrong are all named at once, with what they should look like, and no secret', () => {
    const result = readStores({ ...whole, KAFKA_BROKERS: 'kafka', CLICKHOUSE_URL: 'tcp://user:secret@x:9000', REDIS_URL: 'redis' });
    if (result.ok) throw new Error('accepted');
    expect(result.problems).toEqual([
      'KAFKA_BROKERS: must be host:port, with commas between several.',
      'CLICKHOUSE_URL: must be an address like http://user:password@host:8123/database.',
      'REDIS_URL: must be an address like redis://:password@host:6379/0.',
    ]);
  });
});
