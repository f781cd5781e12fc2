import { RunCommands, StreamIntake } from '@runstead/run-commands';
import { ProjectionProgress } from '@runstead/projections';
import { EventLog } from '@runstead/event-log';
import { HeartbeatStore } from '@runstead/heartbeats';
import { type Receipt, type RunDocument, type RunList, decodeSeries } from '@runstead/ui-contract';
import { type Gateway, basic, keyOf, startGateway } from './fixtures/gateway';

/** Names that break careless URLs, pages and patterns. */
const HOSTILE = [
  'a=b+c$d@e&f',
  'with space',
  '100%',
  '%2e%2e',
  '..',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE runs; --",
  '{x:String}',
  '`id`\\',
  '한국어-🚀',
  '\u202eright-to-left',
  'ünïcode e\u0301',
  '__proto__',
  'constructor',
  'a?b#c;d',
];

describe('runs', () => {
  let gateway: Gateway;
  const ada = basic(keyOf('ada'));
  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.addUser('ada');
  }, 60_000);
  afterAll(() => gateway.stop());

  const get = async <T>(path: string): Promise<T> => {
    const answer = await gateway.send({ url: `/api/v1${path}`, headers: ada });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${path}: ${answer.body}`);
    return answer.json<T>();
  };
  const change = (method: string, path: string, payload?: object) =>
    gateway.send({ method, url: `/api/v1${path}`, headers: ada, ...(payload ? { payload } : {}) });

  /** Until every projection holds what the log holds now. */
  async function projected(): Promise<void> {
    const log = gateway.get(EventLog);
    const progress = gateway.get(ProjectionProgress);
    const followed = [
      ['catalog', 'run-events'],
      ['streams', 'run-streams'],
      ['metrics', 'run-streams'],
      ['run-index', 'run-events'],
      ['run-index', 'run-streams'],
    ] as const;
    for (const [projection, topic] of followed) {
      const end = await log.endOffset(topic, 0);
      if (end > 0) expect([projection, await progress.waitFor(projection, topic, 0, end - 1, 20_000)]).toEqual([projection, true]);
    }
  }

  it.each(HOSTILE)('serves a run named %j under its percent-encoded path', async (name) => {
    await gateway.addRun('ada', 'hostile', name, { displayName: name, notes: name, tags: [name], group: name });
    const path = `/runs/ada/hostile/${encodeURIComponent(name)}`;
    expect(await get<RunDocument>(path)).toMatchObject({
      name,
      displayName: name,
      notes: name,
      tags: [name],
      group: name,
      state: 'running',
    });
    expect(await get(`${path}/timeline`)).toMatchObject({ changes: [{ state: 'pending' }, { state: 'running' }] });
    const stopped = await change('POST', `${path}/stop`);
    expect(stopped.json()).toMatchObject({ name, stopRequested: true });
  });

  it('takes the characters that the SDK leaves as they are', async () => {
    expect(await get<RunDocument>('/runs/ada/hostile/a=b+c$d@e&f')).toMatchObject({ name: 'a=b+c$d@e&f' });
  });

  it('lists runs newest first, page by page, without gaps or repeats', async () => {
    for (let n = 0; n < 25; n += 1) await gateway.addRun('ada', 'paged', `r${n}`, { displayName: `run-${n}` });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: RunList = await get<RunList>(`/projects/ada/paged/runs?limit=10${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect([page.total, page.matching]).toEqual([25, 25]);
      seen.push(...page.runs.map(({ name }) => name));
      cursor = page.cursor;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `r${24 - n}`));
  });

  it('tells of each running run when it was last heard of', async () => {
    const { runId } = await gateway.addRun('ada', 'heard', 'r');
    await gateway.get(HeartbeatStore).beat(runId);
    const heard = await gateway.get(HeartbeatStore).lastSeen(runId);
    expect(heard).toEqual(expect.any(Number));
    expect((await get<RunList>('/projects/ada/heard/runs')).runs).toMatchObject([{ name: 'r', lastHeartbeatAt: heard }]);
  });

  it('finds runs by substring and by pattern, and pages through what it found', async () => {
    await projected();
    const find = (query: string) => get<RunList>(`/projects/ada/paged/runs?${query}`);
    expect((await find('search=RUN-1&limit=3')).runs.map(({ displayName }) => displayName)).toEqual(['run-19', 'run-18', 'run-17']);
    const first = await find('search=run-1&limit=6');
    expect([first.total, first.matching]).toEqual([25, 11]);
    const second = await find(`search=run-1&limit=6&cursor=${String(first.cursor)}`);
    expect([...first.runs, ...second.runs].map(({ name }) => name)).toEqual([...Array.from({ length: 10 }, (_, n) => `r${19 - n}`), 'r1']);
    expect(second.cursor).toBeNull();
    expect((await find(`search=${encodeURIComponent('^run-(1|2)$')}&regex=true`)).runs.map(({ name }) => name)).toEqual(['r2', 'r1']);
    expect((await find(`search=${encodeURIComponent('%')}`)).matching).toBe(0);
  });

  it('refuses what is no pattern, and answers an evil one', async () => {
    const find = (search: string) =>
      gateway.send({ url: `/api/v1/projects/ada/paged/runs?regex=true&search=${encodeURIComponent(search)}`, headers: ada });
    for (const bad of ['(', '[', 'a**', '(?<=a)b', '\\1', '(?P<n', 'a{1001}']) {
      const answer = await find(bad);
      expect([bad, answer.statusCode, answer.json<{ type: string }>().type]).toEqual([bad, 400, 'urn:runstead:problem:invalid-pattern']);
    }
    for (const evil of ['(a+)+$', '(a|aa)+$', '(.*)*x', '([a-z]+)*[A-Z]', `${'a?'.repeat(100)}a`])
      expect((await find(evil)).statusCode).toBe(200);
    expect((await gateway.send({ url: '/api/v1/projects/ada/paged/runs?cursor=nonsense', headers: ada })).statusCode).toBe(400);
    expect((await gateway.send({ url: `/api/v1/projects/ada/paged/runs?search=${'x'.repeat(300)}`, headers: ada })).statusCode).toBe(400);
  });

  it('changes only what is present, and refuses what cannot be', async () => {
    await gateway.addRun('ada', 'edit', 'r', { displayName: 'before', notes: 'n', tags: ['a'] });
    expect((await change('PATCH', '/runs/ada/edit/r', { displayName: '  after  ' })).json()).toMatchObject({
      displayName: 'after',
      notes: 'n',
      tags: ['a'],
    });
    expect((await change('PATCH', '/runs/ada/edit/r', { tags: ['b', 'b', 'c'], notes: '' })).json()).toMatchObject({
      tags: ['b', 'c'],
      displayName: 'after',
    });
    for (const payload of [
      { displayName: ' ' },
      { displayName: 'x'.repeat(129) },
      { tags: [''] },
      { state: 'finished' },
      { tags: 'x' },
      [],
    ]) {
      const answer = await change('PATCH', '/runs/ada/edit/r', payload);
      expect([JSON.stringify(payload), answer.statusCode]).toEqual([JSON.stringify(payload), 400]);
    }
    expect((await change('PATCH', '/runs/ada/edit/r', {})).statusCode).toBe(200);
    const broken = await gateway.send({
      method: 'PATCH',
      url: '/api/v1/runs/ada/edit/r',
      headers: { ...ada, 'content-type': 'application/json' },
      payload: '{"a',
    });
    expect([broken.statusCode, broken.headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
  });

  it('deletes and restores', async () => {
    await gateway.addRun('ada', 'bin', 'r');
    expect((await change('DELETE', '/runs/ada/bin/r')).statusCode).toBe(204);
    expect(await get<RunList>('/projects/ada/bin/runs')).toMatchObject({ total: 0, runs: [] });
    expect((await get<RunDocument>('/runs/ada/bin/r')).deletedAt).toEqual(expect.any(Number));
    expect((await gateway.send({ url: '/api/v1/runs/ada/bin/r/console', headers: ada })).statusCode).toBe(404);
    expect((await change('PATCH', '/runs/ada/bin/r', { notes: 'x' })).statusCode).toBe(404);
    expect((await change('POST', '/runs/ada/bin/r/restore')).json()).toMatchObject({ deletedAt: null });
    expect(await get<RunList>('/projects/ada/bin/runs')).toMatchObject({ total: 1 });
  });

  it('shows what is running', async () => {
    expect(await get('/running-runs')).toMatchObject({
      runs: expect.arrayContaining([expect.objectContaining({ entity: 'ada', project: 'edit', name: 'r' })]) as unknown,
    });
  });

  it('accounts for every line, draws them, and prints the console', async () => {
    const run = await gateway.addRun('ada', 'lines', 'r', { displayName: 'a/b "c"' });
    const rows = Array.from({ length: 300 }, (_, step) =>
      JSON.stringify({ _step: step, _timestamp: 1_790_000_000 + step, loss: step === 150 ? 100 : 1 / (step + 1) }),
    );
    const console = ['2026-11-20T10:00:00.000000 first <script>', 'ERROR 2026-11-20T10:00:01.000000 second', '', '한국어 🚀'];
    const post = async (files: { name: string; offset: number; lines: readonly string[] }[], complete = false) =>
      gateway.get(StreamIntake).accept({
        principalName: 'ada',
        run: null,
        entity: 'ada',
        project: 'lines',
        runName: 'r',
        writer: '',
        files,
        complete,
        exitCode: complete ? 0 : null,
        preempting: false,
        uploaded: [],
      });
    await post([
      { name: 'wandb-history.jsonl', offset: 0, lines: rows.slice(0, 200) },
      { name: 'output.log', offset: 0, lines: console },
      { name: 'wandb-summary.json', offset: 0, lines: ['{"loss":0.005,"big":NaN}'] },
    ]);
    await post([{ name: 'wandb-history.jsonl', offset: 190, lines: rows.slice(190) }]);
    await post([{ name: 'wandb-history.jsonl', offset: 310, lines: ['{"_step":310,"loss":', '{"_step":311,"loss":2}'] }], true);
    await projected();
    const receipt = await get<Receipt>('/runs/ada/lines/r/receipt');
    const file = (name: string) => receipt.files.find((entry) => entry.file === name);
    expect(file('wandb-history.jsonl')).toMatchObject({
      linesReceived: 312,
      linesStored: 301,
      linesRepeated: 10,
      gaps: 10,
      deadLetters: 1,
      writer: '',
    });
    expect(file('output.log')).toMatchObject({ linesReceived: 4, linesStored: 4, linesRepeated: 0 });
    expect(file('wandb-summary.json')).toMatchObject({ linesReceived: 1, linesStored: 1 });
    expect(receipt).toMatchObject({
      complete: true,
      totals: { linesReceived: 317, linesStored: 306, linesRepeated: 10, gaps: 10, deadLetters: 1 },
    });
    expect(await get<RunDocument>('/runs/ada/lines/r')).toMatchObject({ state: 'finished', summary: { loss: 0.005, big: 'NaN' } });

    const series = await gateway.send({
      method: 'POST',
      url: '/api/v1/projects/ada/lines/series',
      headers: { ...ada, 'accept-encoding': 'identity' },
      payload: { keys: ['loss', 'none'], runs: ['r', 'unknown'], buckets: 50 },
    });
    expect(series.headers['content-type']).toBe('application/octet-stream');
    const bytes = series.rawPayload;
    const [line, ...others] = decodeSeries(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
    expect(others).toEqual([]);
    expect([line?.run, line?.key, Math.max(...(line?.max ?? []))]).toEqual(['r', 'loss', 100]);
    expect(await get('/projects/ada/lines/keys')).toEqual({ keys: [{ key: 'loss', kind: 'number', runs: 1 }] });

    const lines = await get<{ lines: { number: number; text: string; stream: string }[]; total: number }>(
      '/runs/ada/lines/r/console?last=3',
    );
    expect(lines).toMatchObject({
      total: 4,
      lines: [
        { number: 2, stream: 'stderr', text: 'second' },
        { number: 3, text: '' },
        { number: 4, text: '한국어 🚀' },
      ],
    });
    expect(await get('/runs/ada/lines/r/console?search=econ')).toMatchObject({ lines: [{ number: 2 }] });
    expect((await gateway.send({ url: '/api/v1/runs/ada/lines/r/console?search=(&regex=true', headers: ada })).statusCode).toBe(400);
    const download = await gateway.send({ url: '/api/v1/runs/ada/lines/r/console/download', headers: ada });
    expect(download.body).toBe('first <script>\nsecond\n\n한국어 🚀\n');
    expect(download.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="a_b _c_-output.log"/) as unknown,
    });
    expect(run.runId).toMatch(/^\d+$/);
    expect(gateway.get(RunCommands)).toBeDefined();
  }, 40_000);
});
