import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { EventLog } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { ProjectionProgress } from '@runstead/projections';
import { BodyBudget, MOST_BODY_BYTES, passLogEnd } from '@runstead/run-commands';
import { UPSERT_BUCKET } from '../fixtures/client-operations';
import { ANA_KEY, ProtocolServer, VIEWER_KEY } from '../fixtures/protocol-server';
import { StreamQuota } from '../http/stream-quota';

jest.setTimeout(60_000);

describe('POST /files/…/file_stream', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
    await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'p' });
  });
  afterAll(() => server.stop());

  const history = (offset: number, ...content: unknown[]) => ({ files: { 'wandb-history.jsonl': { offset, content } } });

  async function run(name: string): Promise<{ state: string; exitcode: number | null; historyLineCount: number }> {
    const query = 'query Q($name: String!) { project(name: "p") { run(name: $name) { state exitcode historyLineCount } } }';
    const { data } = await server.graphql(query, { name });
    return (data!['project'] as { run: { state: string; exitcode: number | null; historyLineCount: number } }).run;
  }

  async function letters(): Promise<{ reason: string; file: string | null; bytes: string }[]> {
    const log = server.app.get(EventLog);
    const records = await log.read('dead-letters', 0, 0, { maxRecords: 10_000, maxBytes: 1 << 26 });
    return records.map(({ headers, value }) => ({ reason: headers['reason']!, file: headers['file'] ?? null, bytes: value.toString() }));
  }

  it('takes lines once, however often they come', async () => {
    const body = history(0, '{"_step":0,"loss":1}', '{"_step":1,"loss":NaN}');
    for (let time = 0; time < 3; time++)
      expect(await server.stream('ana/p/r', body)).toEqual({ status: 200, retryAfter: null, body: { exitcode: null, limits: {} } });
    expect(await run('r')).toMatchObject({ state: 'running', historyLineCount: 2 });
  });

  it('decodes gzip', async () => {
    const body = gzipSync(JSON.stringify(history(2, '{"_step":2,"loss":0.5}')));
    expect(await server.stream('ana/p/r', body, { headers: { 'content-encoding': 'gzip' } })).toMatchObject({ status: 200 });
    expect(await run('r')).toMatchObject({ historyLineCount: 3 });
  });

  it('ends a run with its exit code', async () => {
    await server.graphql(UPSERT_BUCKET, { name: 'ended', project: 'p' });
    expect(await server.stream('ana/p/ended', { ...history(0, '{"_step":0}'), complete: true, exitcode: 1 })).toMatchObject({
      status: 200,
    });
    expect(await run('ended')).toEqual({ state: 'failed', exitcode: 1, historyLineCount: 1 });
  });

  it('keeps the writers of a shared run apart', async () => {
    const writer = (id: string) => ({ headers: { 'x-wandb-use-async-filestream': 'true', 'x-wandb-async-client-id': id } });
    await server.graphql(UPSERT_BUCKET, { name: 'shared', project: 'p' });
    await server.stream('ana/p/shared', history(0, '{"a":1}', '{"a":2}'), writer('w'.repeat(32)));
    await server.stream('ana/p/shared', history(0, '{"b":1}'), writer('v'.repeat(32)));
    await passLogEnd(server.app.get(EventLog), server.app.get(ProjectionProgress), 'streams', 'run-streams');
    const rows = await server.app
      .get(SqlPool)
      .db.selectFrom('run_streams')
      .select(['writer', 'next_line'])
      .where('file', '=', 'wandb-history.jsonl')
      .where('writer', '!=', '')
      .orderBy('writer')
      .execute();
    expect(rows).toEqual([
      { writer: 'v'.repeat(32), next_line: 1 },
      { writer: 'w'.repeat(32), next_line: 2 },
    ]);
  });

  it('makes a stub of a run that was never announced', async () => {
    expect(await server.stream('ana/p/unannounced', history(0, '{"_step":0}'))).toMatchObject({ status: 200 });
    expect(await run('unannounced')).toMatchObject({ state: 'running', historyLineCount: 1 });
    expect(await server.stream('ana/brand-new-project/r', history(0, '{"_step":0}'))).toMatchObject({ status: 200 });
  });

  it('answers a wrong key with 401 and a missing right with 403', async () => {
    expect(await server.stream('ana/p/r', {}, { key: 'x'.repeat(40) })).toMatchObject({ status: 401, body: { error: expect.any(String) } });
    expect(await server.stream('ana/p/r', {}, { key: null })).toMatchObject({ status: 401 });
    expect(await server.stream('ana/p/r', {}, { key: VIEWER_KEY })).toMatchObject({ status: 403 });
    expect(await server.stream('nobody/p/r', {})).toMatchObject({ status: 403 });
  });

  it('answers an undecodable body with 503 twice, then keeps it and goes on', async () => {
    const body = '{"files": {"wandb-history.jsonl"';
    for (const status of [503, 503, 200, 200]) {
      const reply = await server.stream('ana/p/r', body);
      expect(reply.status).toBe(status);
      if (status === 503) expect(Number(reply.retryAfter)).toBeGreaterThanOrEqual(1);
    }
    expect(await letters()).toContainEqual({ reason: expect.stringContaining('not JSON'), file: '', bytes: body });
    expect(await server.stream('ana/p/r', {})).toMatchObject({ status: 200 });
  });

  it('answers a broken gzip the same way', async () => {
    const body = gzipSync(JSON.stringify({})).subarray(0, 15);
    const statuses: number[] = [];
    for (let time = 0; time < 3; time++)
      statuses.push((await server.stream('ana/p/r', body, { headers: { 'content-encoding': 'gzip' } })).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('loses no good part next to a bad one', async () => {
    await server.graphql(UPSERT_BUCKET, { name: 'mixed', project: 'p' });
    const body = {
      files: {
        'wandb-history.jsonl': { offset: 0, content: ['{"_step":0,"loss":1}', 'not json', { loss: 2 }, '{"_step":3,"loss":3}'] },
        'wandb-events.jsonl': { offset: -7, content: ['{"system.cpu":1}'] },
        'some-other-file.txt': { offset: 0, content: ['x'] },
      },
    };
    expect(await server.stream('ana/p/mixed', body)).toMatchObject({ status: 200 });
    expect(await run('mixed')).toMatchObject({ historyLineCount: 4 });
    expect(await letters()).toContainEqual({
      reason: '"offset" is not a line number',
      file: 'wandb-events.jsonl',
      bytes: '{"offset":-7,"content":["{\\"system.cpu\\":1}"]}',
    });
  });

  it.each(['ana/p/a:b', 'ana/a%2Fb/r', 'ana/p/a;b', `ana/${'x'.repeat(129)}/r`, 'ana/p/%09'])(
    'never ends the client of %s, which no run can be called',
    async (path) => {
      const answer = await server.stream(path, { files: { 'output.log': { offset: 0, content: [path] } } });
      expect(answer).toMatchObject({ status: 200 });
      expect((await letters()).some(({ bytes }) => bytes.includes(JSON.stringify([path])))).toBe(true);
    },
  );

  it.each([`ana/p/${'x'.repeat(5_000)}`, 'ana/p//r', 'ana/p/r/s', 'ana/p/%zz'])('asks again for what has no address: %s', async (path) => {
    const answer = await server.stream(path, {});
    expect(answer.status).toBe(503);
    expect(Number(answer.retryAfter)).toBeGreaterThanOrEqual(1);
    expect(Number(answer.retryAfter)).toBeLessThanOrEqual(30);
  });

  it('takes a body that is nested too deep for what damage made of it', async () => {
    const body = `{"files":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const statuses = [];
    for (let time = 0; time < 3; time++) statuses.push((await server.stream('ana/p/r', body)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('takes a large body, and refuses only one beyond 64 MiB', async () => {
    const line = JSON.stringify({ text: 'x'.repeat(1_000_000) });
    const body = JSON.stringify(history(0, ...Array.from({ length: 20 }, () => line)));
    await server.graphql(UPSERT_BUCKET, { name: 'large', project: 'p' });
    expect(await server.stream('ana/p/large', body)).toMatchObject({ status: 200 });
    expect(await run('large')).toMatchObject({ historyLineCount: 20 });
    expect(await server.stream('ana/p/large', Buffer.alloc(64 * 1024 * 1024 + 1, 0x20))).toMatchObject({ status: 413 });
  });

  it('does not unpack a bomb, asks for it again twice, and keeps it packed', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, 0x20));
    const statuses = [];
    for (let time = 0; time < 3; time++)
      statuses.push((await server.stream('ana/p/r', bomb, { headers: { 'content-encoding': 'gzip' } })).status);
    expect(statuses).toEqual([503, 503, 200]);
    expect((await letters()).at(-1)).toMatchObject({ reason: 'more than 200 times as large when it is unpacked' });
  });

  it('tells how many requests are left, and refuses too many of a project with 429 and a time to come back', async () => {
    const headers = async (): Promise<Headers> => (await server.post('/files/ana/quota/r/file_stream', '{}')).headers;
    const [first, second] = [await headers(), await headers()];
    expect(Number(first.get('ratelimit-reset'))).toBeGreaterThan(1);
    expect(Number(second.get('ratelimit-remaining'))).toBe(Number(first.get('ratelimit-remaining')) - 1);
    const quota = server.app.get(StreamQuota);
    while (quota.take('ana/quota').allowed);
    const refused = await server.post('/files/ana/quota/r/file_stream', '{}');
    expect([refused.status, refused.headers.get('ratelimit-remaining')]).toEqual([429, '0']);
    expect(refused.headers.get('retry-after')).toMatch(/^([1-9]|[12]\d|30)$/);
    expect(await server.stream('ana/p/r', {})).toMatchObject({ status: 200 });
  });

  it.each([
    ['a stranger with 401', null, 401],
    ['who may not write with 403', VIEWER_KEY, 403],
  ])('refuses %s before reading the body', async (_who, key, status) => {
    expect(await server.withoutBody('/files/ana/p/r/file_stream', key, 10_000_000)).toBe(status);
    if (key === null) expect(await server.withoutBody('/graphql', key, 10_000_000)).toBe(status);
  });

  it('sheds a large body before reading it', async () => {
    jest.spyOn(server.app.get(EventLog), 'waitingBytes').mockReturnValue(1e9);
    expect(await server.withoutBody('/files/ana/p/r/file_stream', ANA_KEY, 10_000_000)).toBe(429);
    jest.restoreAllMocks();
    const share = server.app.get(BodyBudget).share(0);
    share.take(MOST_BODY_BYTES - 1_000_000);
    expect(await server.withoutBody('/files/ana/p/r/file_stream', ANA_KEY, 10_000_000)).toBe(429);
    expect(await server.withoutBody('/graphql', ANA_KEY, 10_000_000)).toBe(429);
    expect(await server.stream('ana/p/r', {})).toMatchObject({ status: 200 });
    share.giveBack();
    expect(await server.stream('ana/p/r', Buffer.alloc(10_000_000, 0x20))).toMatchObject({ status: 200 });
  });

  it('answers any body of a valid key with 200 or 503', async () => {
    const line = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.jsonValue());
    const part = fc.oneof(
      fc.record({
        offset: fc.oneof(fc.nat(50), fc.integer(), fc.double(), fc.constant(2 ** 53)),
        content: fc.array(line, { maxLength: 5 }),
      }),
      fc.jsonValue(),
    );
    const file = fc.constantFrom(
      'wandb-history.jsonl',
      'wandb-events.jsonl',
      'wandb-summary.json',
      'output.log',
      'unknown.txt',
      '__proto__',
      '',
    );
    const body = fc.record(
      {
        files: fc.oneof(fc.dictionary(file, part), fc.jsonValue()),
        complete: fc.jsonValue(),
        exitcode: fc.jsonValue(),
        preempting: fc.boolean(),
        uploaded: fc.jsonValue(),
        dropped: fc.nat(),
      },
      { requiredKeys: [] },
    );
    const bytes = fc.oneof(
      body.map((value) => Buffer.from(JSON.stringify(value))),
      fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    );
    await server.graphql(UPSERT_BUCKET, { name: 'fuzzed', project: 'p' });
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.constantFrom({}, { 'content-encoding': 'gzip' }, { 'content-type': 'application/octet-stream' }),
        async (sent, headers) => {
          expect([200, 503]).toContain((await server.stream('ana/p/fuzzed', sent, { headers })).status);
        },
      ),
      { numRuns: 150 },
    );
    expect(await server.stream('ana/p/fuzzed', { complete: true, exitcode: 0 })).toMatchObject({ status: 200 });
  });
});
