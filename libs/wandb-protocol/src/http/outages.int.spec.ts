import { AccountDirectory } from '@runstead/accounts';
import { ClickHouse } from '@runstead/clickhouse';
import { EventLog, LogUnavailableError } from '@runstead/event-log';
import { ObjectStore } from '@runstead/object-store';
import { OverloadedError, StreamIntake } from '@runstead/run-commands';
import { SqlPool } from '@runstead/postgres';
import { Clock } from '@runstead/run-domain';
import { CREATE_RUN_FILES, UPSERT_BUCKET, VIEWER } from '../fixtures/client-operations';
import { ProtocolServer } from '../fixtures/protocol-server';

jest.setTimeout(60_000);

/** Trouble of ours must never look like a fault of the client's: 503 or 429, with a time to come back (protocol 6.4). */
describe('outages', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
    await server.graphql(UPSERT_BUCKET, { name: 'r', project: 'p' });
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => server.stop());

  const inTime = expect.stringMatching(/^([1-9]|[12]\d|30)$/);

  it('answers 503 when it cannot know who asks', async () => {
    jest.spyOn(server.app.get(AccountDirectory), 'ownerOfKey').mockRejectedValue(new Error('connection refused'));
    const key = 'not-asked-before-0123456789abcdef0123456789abcdef';
    expect(await server.graphql(VIEWER, undefined, { key })).toMatchObject({
      status: 503,
      retryAfter: inTime,
      data: null,
      errors: [expect.any(String)],
    });
    expect(await server.stream('ana/p/r', {}, { key })).toMatchObject({ status: 503, retryAfter: inTime });
  });

  it('answers 503 when the log is away, without a word of the cause', async () => {
    jest.spyOn(server.app.get(EventLog), 'append').mockRejectedValue(new LogUnavailableError('disk /secret/path is full'));
    const upsert = await server.graphql(UPSERT_BUCKET, { name: 'new', project: 'p' });
    expect(upsert).toMatchObject({ status: 503, retryAfter: inTime, data: null });
    expect(upsert.errors.join()).not.toContain('secret');
    const body = { files: { 'output.log': { offset: 0, content: ['x'] } } };
    expect(await server.stream('ana/p/r', body)).toMatchObject({ status: 503, retryAfter: inTime });
    jest.restoreAllMocks();
    expect(await server.stream('ana/p/r', body)).toMatchObject({ status: 200 });
    expect(await server.graphql(UPSERT_BUCKET, { name: 'new', project: 'p' })).toMatchObject({ status: 200 });
  });

  it('goes on taking lines of a known run while the databases are away', async () => {
    const line = (offset: number) => ({ files: { 'wandb-history.jsonl': { offset, content: [`{"_step":${offset}}`] } } });
    await server.graphql(UPSERT_BUCKET, { name: 'during', project: 'p' });
    expect(await server.stream('ana/p/during', line(0))).toMatchObject({ status: 200 });
    const refuse = (): never => {
      throw new Error('connection refused');
    };
    const { app } = server;
    for (const method of ['selectFrom', 'insertInto', 'updateTable'] as const)
      jest.spyOn(app.get(SqlPool).db, method).mockImplementation(refuse);
    jest.spyOn(app.get(SqlPool), 'transaction').mockRejectedValue(new Error('connection refused'));
    for (const method of ['query', 'queryBytes', 'insertTsv'] as const)
      jest.spyOn(app.get(ClickHouse), method).mockRejectedValue(new Error('connection refused'));
    const now = Date.now();
    for (let minute = 0; minute < 10; minute += 1) {
      jest.spyOn(app.get(Clock), 'now').mockReturnValue(now + minute * 60_000);
      expect(await server.stream('ana/p/during', line(1 + minute))).toMatchObject({ status: 200 });
    }
    // A line that came before is known without them, too.
    expect(await server.stream('ana/p/during', line(10))).toMatchObject({ status: 200 });
    jest.restoreAllMocks();
    const query = 'query Q { project(name: "p") { run(name: "during") { historyLineCount } } }';
    expect(await server.graphql(query)).toMatchObject({ data: { project: { run: { historyLineCount: 11 } } } });
  });

  it('answers 429 when it is busy', async () => {
    jest.spyOn(server.app.get(StreamIntake), 'accept').mockRejectedValue(new OverloadedError(7));
    expect(await server.stream('ana/p/r', {})).toMatchObject({ status: 429, retryAfter: '7' });
  });

  it('answers an upload with 503 when the objects are away', async () => {
    const { data } = await server.graphql(CREATE_RUN_FILES, { entity: 'ana', project: 'p', run: 'r', files: ['x.txt'] });
    const { files } = data!['createRunFiles'] as { files: { uploadUrl: string }[] };
    jest.spyOn(server.app.get(ObjectStore), 'put').mockRejectedValue(new Error('no space left'));
    const reply = await fetch(files[0]!.uploadUrl, { method: 'PUT', body: 'x' });
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, inTime]);
    jest.restoreAllMocks();
    expect((await fetch(files[0]!.uploadUrl, { method: 'PUT', body: 'x' })).status).toBe(200);
  });
});
