import { UPSERT_BUCKET } from '../fixtures/client-operations';
import { ProtocolServer } from '../fixtures/protocol-server';

jest.setTimeout(60_000);

const HISTORY_PAGE = `query HistoryPage($entity: String!, $project: String!, $run: String!, $minStep: Int64!, $maxStep: Int64!, $pageSize: Int!) {
  project(name: $project, entityName: $entity) { run(name: $run) { history(minStep: $minStep, maxStep: $maxStep, samples: $pageSize) } } }`;
const SAMPLED = `query RunSampledHistory($project: String!, $entity: String!, $name: String!, $specs: [JSONString!]!) {
  project(name: $project, entityName: $entity) { run(name: $name) { sampledHistory(specs: $specs) } } }`;
const FULL = `query RunFullHistory($project: String!, $entity: String!, $name: String!, $samples: Int) {
  project(name: $project, entityName: $entity) { run(name: $name) { history(samples: $samples) events(samples: $samples) } } }`;
const KEYS = `query RunHistoryKeys($project: String!, $entity: String!, $name: String!) {
  project(name: $project, entityName: $entity) { run(name: $name) { historyKeys parquetHistory(liveKeys: ["_step"]) { parquetUrls liveData } } } }`;
const LINES = `query RunConsoleLogPage($entity: String!, $project: String!, $runName: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) { run(name: $runName) { logLineCount
    logLines(first: $first, after: $after, useImprovedPagination: true) { edges { node { number timestamp level label line } } pageInfo { endCursor hasNextPage } } } } }`;
const TAIL = `query RunConsoleLogTail($entity: String!, $project: String!, $runName: String!, $last: Int!) {
  project(name: $project, entityName: $entity) { run(name: $runName) { logLines(last: $last) { edges { node { number line } } } } } }`;

describe('reading back', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
  });
  afterAll(() => server.stop());

  /** Logs the files and ends the run: the answer to the end comes when everything is visible. */
  async function logged(name: string, files: Record<string, string[]>): Promise<void> {
    await server.graphql(UPSERT_BUCKET, { name, project: 'p' });
    const parts = Object.fromEntries(Object.entries(files).map(([file, content]) => [file, { offset: 0, content }]));
    const reply = await server.stream(`ana/p/${name}`, { files: parts, complete: true, exitcode: 0 });
    expect(reply.status).toBe(200);
  }

  async function read<T>(query: string, variables: object): Promise<T> {
    const { status, data, errors } = await server.graphql(query, { entity: 'ana', project: 'p', ...variables });
    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    return (data!['project'] as { run: T }).run;
  }

  const rows = Array.from({ length: 1_000 }, (_, step) => `{"_step":${step},"loss":${1_000 - step},"_timestamp":${1.7e9 + step}}`);

  it('answers a window whole: from minStep to before maxStep', async () => {
    await logged('long', { 'wandb-history.jsonl': rows });
    const { history } = await read<{ history: string[] }>(HISTORY_PAGE, { run: 'long', minStep: 100, maxStep: 200, pageSize: 100 });
    expect(history).toEqual(rows.slice(100, 200));
    const last = await read<{ history: string[] }>(HISTORY_PAGE, { run: 'long', minStep: 950, maxStep: 2_000, pageSize: 1_050 });
    expect(last.history).toEqual(rows.slice(950));
  });

  it.each([1, 2, 10, 333, 999, 1_000, 5_000])('samples %i rows evenly, the first and the last among them', async (samples) => {
    const { history } = await read<{ history: string[] }>(FULL, { name: 'long', samples });
    expect(history.length).toBeLessThanOrEqual(samples);
    expect(history.length).toBeGreaterThanOrEqual(Math.min(samples, 1_000) - 1);
    expect(history[0]).toBe(rows[0]);
    if (samples > 1) expect(history.at(-1)).toBe(rows.at(-1));
    const steps = history.map((row) => (JSON.parse(row) as { _step: number })._step);
    const widest = Math.max(...steps.slice(1).map((step, index) => step - steps[index]!), 0);
    if (samples > 1) expect(widest).toBeLessThanOrEqual(Math.ceil(1_000 / (samples - 1)) + 1);
  });

  it('flattens nested objects, keeps media, and shows NaN and large integers faithfully', async () => {
    const media = '{"_type":"html-file","path":"media/html/x.html","size":3}';
    const plain = '{"_step":1,"nan":NaN,"inf":-Infinity,"big":9223372036854775807,"__proto__":5}';
    await logged('odd', { 'wandb-history.jsonl': [`{"_step":0,"dict":{"val1":1,"deep":{"er":2}},"HT%3ML ":${media},"empty":{}}`, plain] });
    const { history } = await read<{ history: string[] }>(FULL, { name: 'odd', samples: 10 });
    expect(JSON.parse(history[0]!)).toEqual({ _step: 0, 'dict.val1': 1, 'dict.deep.er': 2, 'HT%3ML ': JSON.parse(media), empty: {} });
    expect(history[1]).toBe(plain);
    const specs = ['{"keys":["_step","nan","inf","big","__proto__"]}'];
    const { sampledHistory } = await read<{ sampledHistory: unknown[][] }>(SAMPLED, { name: 'odd', specs });
    expect(JSON.stringify(sampledHistory)).toBe('[[{"_step":1,"nan":"NaN","inf":"-Infinity","big":"9223372036854775807","__proto__":5}]]');
  });

  it('answers one list a spec, of rows that have all of the keys', async () => {
    await logged('sparse', {
      'wandb-history.jsonl': [
        '{"_step":0,"a":1,"b":2}',
        '{"_step":1,"a":3}',
        '{"_step":2,"a":5,"b":6,"d":{"x":1}}',
        '{"_step":3,"text":"\\"b\\""}',
      ],
    });
    const specs = [
      '{"keys":["_step","a","b","a"],"samples":100}',
      '{"keys":["_step","a"],"minStep":1,"maxStep":2}',
      '{"keys":["d.x"]}',
      '{"keys":["missing"]}',
      '{}',
    ];
    const { sampledHistory } = await read<{ sampledHistory: unknown[][] }>(SAMPLED, { name: 'sparse', specs });
    expect(sampledHistory.slice(0, 4)).toEqual([
      [
        { _step: 0, a: 1, b: 2 },
        { _step: 2, a: 5, b: 6 },
      ],
      [
        { _step: 1, a: 3 },
        { _step: 2, a: 5 },
      ],
      [{ 'd.x': 1 }],
      [],
    ]);
    expect(sampledHistory[4]).toHaveLength(4);
    expect((await server.graphql(SAMPLED, { entity: 'ana', project: 'p', name: 'sparse', specs: ['nonsense'] })).status).toBe(400);
    expect(await read<{ sampledHistory: unknown[][] }>(SAMPLED, { name: 'sparse', specs: '{"keys":["b"]}' })).toEqual({
      sampledHistory: [[{ b: 2 }, { b: 6 }]],
    });
  });

  it('shows the last line of a step that was logged again', async () => {
    await logged('again', { 'wandb-history.jsonl': ['{"_step":0,"v":"old"}', '{"_step":1,"v":"old"}', '{"_step":0,"v":"new"}'] });
    const { history } = await read<{ history: string[] }>(FULL, { name: 'again', samples: 10 });
    expect(history).toEqual(['{"_step":0,"v":"new"}', '{"_step":1,"v":"old"}']);
  });

  it('describes the keys as `wandb verify` compares them', async () => {
    const history = [
      ...Array.from({ length: 10 }, (_, i) => `{"_step":${i + 1},"loss":${1 / (i + 1)}}`),
      '{"_step":11,"dict":{"val1":1.0,"val2":2},"text":"t"}',
    ];
    await logged('verified', { 'wandb-history.jsonl': history, 'wandb-summary.json': ['{"loss":0.1,"text":"t","_step":11}'] });
    const { historyKeys, parquetHistory } = await read<{
      historyKeys: { lastStep: number; keys: Record<string, { previousValue: unknown }> };
      parquetHistory: unknown;
    }>(KEYS, { name: 'verified' });
    expect(historyKeys.lastStep).toBe(11);
    expect(historyKeys.keys).toMatchObject({
      loss: { previousValue: 0.1, typeCounts: [{ type: 'number', count: 10 }] },
      'dict.val1': { previousValue: 1 },
      'dict.val2': { previousValue: 2 },
      text: { previousValue: 't' },
      _step: { previousValue: 11 },
    });
    expect(parquetHistory).toEqual({ parquetUrls: [], liveData: [{ _step: 1 }] });
  });

  it('has nothing to say about a run that logged nothing', async () => {
    await logged('silent', {});
    expect(await read(KEYS, { name: 'silent' })).toEqual({ historyKeys: null, parquetHistory: { parquetUrls: [], liveData: [] } });
    expect(await read(FULL, { name: 'silent', samples: 5 })).toEqual({ history: [], events: [] });
    expect(await read(SAMPLED, { name: 'silent', specs: ['{}'] })).toEqual({ sampledHistory: [[]] });
  });

  it('gives system metrics and console lines back', async () => {
    const event = '{"_wandb":true,"_timestamp":1.7e9,"_runtime":1,"system.cpu":3.5}';
    const structured = JSON.stringify({ ts: '2026-03-01T10:20:31.000001', content: 'Traceback', level: 'error', label: 'rank0' });
    await logged('talking', {
      'wandb-events.jsonl': [event],
      'output.log': [
        '2026-03-01T10:20:30.500000 epoch 1',
        structured,
        ...Array.from({ length: 8 }, (_, i) => `2026-03-01T10:20:32.000000 line ${i}`),
      ],
    });
    expect(await read(FULL, { name: 'talking', samples: 5 })).toEqual({ history: [], events: [event] });
    const page = await read<{
      logLineCount: number;
      logLines: { edges: { node: unknown }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    }>(LINES, { runName: 'talking', first: 2 });
    expect(page.logLineCount).toBe(10);
    expect(page.logLines.edges.map(({ node }) => node)).toEqual([
      { number: 1, timestamp: '2026-03-01T10:20:30.500Z', level: null, label: null, line: 'epoch 1' },
      { number: 2, timestamp: '2026-03-01T10:20:31.000Z', level: 'error', label: 'rank0', line: 'Traceback' },
    ]);
    expect(page.logLines.pageInfo).toEqual({ endCursor: '2', hasNextPage: true });
    const rest = await read<typeof page>(LINES, { runName: 'talking', first: 50, after: page.logLines.pageInfo.endCursor });
    expect([rest.logLines.edges.length, rest.logLines.pageInfo.hasNextPage]).toEqual([8, false]);
    const tail = await read<{ logLines: { edges: { node: unknown }[] } }>(TAIL, { runName: 'talking', last: 1 });
    expect(tail.logLines.edges).toEqual([{ node: { number: 10, line: 'line 7' } }]);
  });
});
