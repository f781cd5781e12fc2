import { REWIND_RUN, RUN, RUN_RESUME_STATUS, UPSERT_BUCKET } from '../fixtures/client-operations';
import { ProtocolServer } from '../fixtures/protocol-server';

jest.setTimeout(60_000);

const ROWS = `query Rows($name: String!) { project(name: "p", entityName: "ana") { run(name: $name) {
  state exitcode historyLineCount summaryMetrics history(samples: 100000) } } }`;

interface Shown {
  readonly state: string;
  readonly exitcode: number | null;
  readonly historyLineCount: number;
  readonly steps: readonly number[];
  readonly values: readonly number[];
  readonly summary: Record<string, unknown>;
}

describe('rewind and fork', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    server = await ProtocolServer.start();
  });
  afterAll(() => server.stop());

  const row = (step: number, value: number, more: object = {}): string =>
    JSON.stringify({ v: value, ...more, _step: step, _runtime: step + 0.5, _timestamp: 1.79e9 + step });
  const rows = (from: number, to: number, value: number): string[] => Array.from({ length: to - from }, (_, i) => row(from + i, value));
  const config = (record: object = {}): string => JSON.stringify({ lr: { value: 1 }, _wandb: { value: { t: { 4: '3.11' }, ...record } } });

  async function start(name: string, told: object = {}, headers: object = {}): Promise<{ historyLineCount: number; id: string }> {
    const variables = { name, project: 'p', entity: 'ana', program: 'train.py', config: config(), ...told };
    const { data, errors } = await server.graphql(UPSERT_BUCKET, variables, { headers });
    expect(errors).toEqual([]);
    return (data as { upsertBucket: { bucket: { historyLineCount: number; id: string } } }).upsertBucket.bucket;
  }
  async function log(name: string, offset: number, content: readonly string[], more: object = {}, headers: object = {}): Promise<void> {
    const files = content.length === 0 ? {} : { 'wandb-history.jsonl': { offset, content } };
    expect((await server.stream(`ana/p/${name}`, { files: { ...files, ...more }, ...more }, { headers })).status).toBe(200);
  }
  async function end(name: string): Promise<void> {
    expect((await server.stream(`ana/p/${name}`, { complete: true, exitcode: 1 })).status).toBe(200);
  }
  async function shown(name: string): Promise<Shown> {
    const { data, errors } = await server.graphql(ROWS, { name });
    expect(errors).toEqual([]);
    const { run } = (data as { project: { run: Record<string, unknown> } }).project;
    const parsed = (run['history'] as string[]).map((text) => JSON.parse(text) as { _step: number; v: number });
    return {
      state: run['state'] as string,
      exitcode: run['exitcode'] as number | null,
      historyLineCount: run['historyLineCount'] as number,
      steps: parsed.map(({ _step }) => _step),
      values: parsed.map(({ v }) => v),
      summary: JSON.parse(run['summaryMetrics'] as string) as Record<string, unknown>,
    };
  }
  async function rewind(name: string, step: number): Promise<{ historyLineCount: number; id: string }> {
    const variables = { runName: name, entity: 'ana', project: 'p', metricName: '_step', metricValue: step };
    const { data, errors } = await server.graphql(REWIND_RUN, variables);
    expect(errors).toEqual([]);
    return (data as { rewindRun: { rewoundRun: { historyLineCount: number; id: string } } }).rewindRun.rewoundRun;
  }

  it('a rewind shows history up to the step before it answers, and the run goes on behind it', async () => {
    await start('r1');
    await log('r1', 0, [...rows(0, 9, 1), row(9, 1, { late: 5, nest: { a: 1 } })]);
    await log('r1', 0, [], {
      files: {
        'wandb-summary.json': { offset: 0, content: [row(9, 1, { late: 5 })] },
        'output.log': { offset: 0, content: ['one', 'two'] },
      },
    });
    await end('r1');
    const { historyLineCount, id } = await rewind('r1', 4);
    expect(historyLineCount).toBe(5);
    const back = await shown('r1');
    expect(back.steps).toEqual([0, 1, 2, 3, 4]);
    expect(back.summary).toEqual({ v: 1, _step: 4, _runtime: 4.5, _timestamp: 1.79e9 + 4, _wandb: { runtime: 4 } });
    const again = await start('r1', { id, config: config({ branch_point: { run_id: 'r1', step: 4 } }) });
    expect(again.historyLineCount).toBe(5);
    await log('r1', 5, rows(5, 8, 2), {});
    expect(
      (await server.stream('ana/p/r1', { files: { 'output.log': { offset: 0, content: ['three'] } }, complete: true, exitcode: 0 })).status,
    ).toBe(200);
    const after = await shown('r1');
    expect(after).toMatchObject({ state: 'finished', exitcode: 0, historyLineCount: 8, steps: [0, 1, 2, 3, 4, 5, 6, 7] });
    expect(after.values).toEqual([1, 1, 1, 1, 1, 2, 2, 2]);
    const keys = await server.graphql(RUN, { project: 'p', entity: 'ana', name: 'r1' });
    const { historyKeys } = (keys.data as { project: { run: { historyKeys: { keys: object; lastStep: number } } } }).project.run;
    expect(Object.keys(historyKeys.keys).sort()).toEqual(['_runtime', '_step', 'v']);
    expect(historyKeys.lastStep).toBe(7);
  });

  it('resuming after a rewind starts from what stayed, and a repeated post is cut off in the new generation too', async () => {
    await start('r2');
    await log('r2', 0, rows(0, 6, 1));
    await end('r2');
    expect((await rewind('r2', 2)).historyLineCount).toBe(3);
    const status = await server.graphql(RUN_RESUME_STATUS, { project: 'p', entity: 'ana', name: 'r2' });
    const { bucket } = (status.data as { model: { bucket: Record<string, unknown> } }).model;
    expect(bucket).toMatchObject({ historyLineCount: 3, logLineCount: 0, historyTail: JSON.stringify([row(2, 1)]) });
    await start('r2');
    await log('r2', 3, rows(3, 5, 2));
    await log('r2', 3, rows(3, 6, 2));
    await end('r2');
    expect(await shown('r2')).toMatchObject({ historyLineCount: 6, steps: [0, 1, 2, 3, 4, 5], values: [1, 1, 1, 2, 2, 2] });
    expect((await rewind('r2', 4)).historyLineCount).toBe(5);
    expect((await rewind('r2', 0)).historyLineCount).toBe(1);
    expect((await rewind('r2', 100)).historyLineCount).toBe(1);
    expect((await shown('r2')).steps).toEqual([0]);
  });

  it('a rewind of a run that is not there is a clear refusal', async () => {
    const variables = { runName: 'gone', entity: 'ana', project: 'p', metricName: '_step', metricValue: 1 };
    expect(await server.graphql(REWIND_RUN, variables)).toMatchObject({ status: 404, errors: ['There is no run ana/p/gone.'] });
    const wrong = await server.graphql(REWIND_RUN, { ...variables, metricName: 'loss' });
    expect(wrong).toMatchObject({ status: 400, errors: ['A run is rewound to a value of "_step" only.'] });
  });

  it('a fork begins with the history of its origin, which stays as it is', async () => {
    await start('f1');
    await log('f1', 0, [...rows(0, 3, 1), '{"v":NaN,"_step":3}', ...rows(4, 9, 1)]);
    await end('f1');
    const fork = await start('f2', { config: config({ branch_point: { run_id: 'f1', step: 5 } }) });
    expect(fork.historyLineCount).toBe(6);
    await log('f2', 6, rows(6, 8, 3));
    await end('f2');
    const forked = await server.graphql(ROWS, { name: 'f2' });
    const { run } = (forked.data as { project: { run: { history: string[]; historyLineCount: number } } }).project;
    expect(run.history).toEqual([...rows(0, 3, 1), '{"v":NaN,"_step":3}', ...rows(4, 6, 1), ...rows(6, 8, 3)]);
    expect(run.historyLineCount).toBe(8);
    expect((await start('f3', { config: config({ branch_point: { run_id: 'nobody', step: 5 } }) })).historyLineCount).toBe(0);
  });

  it('several writers share a run: no line is lost, and each has a step of its own', async () => {
    const writer = (id: string): object => ({
      'x-wandb-use-async-filestream': 'true',
      'x-wandb-async-client-id': id,
      'x-wandb-client-id': id,
    });
    // The client counts steps for itself in each writer.
    const line = (value: number): string => JSON.stringify({ v: value, _runtime: 1, _timestamp: 1.79e9, _step: value % 100 });
    await Promise.all(
      ['w1', 'w2', 'w3'].map((id) =>
        start('s1', { config: JSON.stringify({ [id]: { value: 1 }, _wandb: { value: { t: {}, e: { [id]: {} } } } }) }, writer(id)),
      ),
    );
    const posts = ['w1', 'w2', 'w3'].flatMap((id, at) =>
      [0, 10, 20].map(
        (offset) => () =>
          log(
            's1',
            offset,
            Array.from({ length: 10 }, (_, i) => line(at * 100 + offset + i)),
            {},
            writer(id),
          ),
      ),
    );
    await Promise.all(
      [0, 1, 2].map(async (at) => {
        for (const post of posts.slice(at * 3, at * 3 + 3)) await post();
      }),
    );
    // A repeated post gives no line a second step.
    await posts[2]!();
    await end('s1');
    const { steps, values } = await shown('s1');
    expect(steps).toEqual(Array.from({ length: 90 }, (_, i) => i));
    expect([...values].sort((a, b) => a - b)).toEqual([0, 1, 2].flatMap((at) => Array.from({ length: 30 }, (_, i) => at * 100 + i)));
    const fork = await start('s1-fork', { config: config({ branch_point: { run_id: 's1', step: 49 } }) });
    await log('s1-fork', fork.historyLineCount, rows(50, 52, -1));
    await end('s1-fork');
    const forked = await shown('s1-fork');
    expect(forked.steps).toEqual(Array.from({ length: 52 }, (_, i) => i));
    expect(forked.values).toEqual([...values.slice(0, 50), -1, -1]);
    const { data } = await server.graphql(RUN, { project: 'p', entity: 'ana', name: 's1' });
    const merged = JSON.parse((data as { project: { run: { config: string } } }).project.run.config) as Record<
      string,
      { value: { e: object } }
    >;
    expect(Object.keys(merged).sort()).toEqual(['_wandb', 'w1', 'w2', 'w3']);
    expect(Object.keys(merged['_wandb']!.value.e).sort()).toEqual(['w1', 'w2', 'w3']);
  });
});
