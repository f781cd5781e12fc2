import { StreamIntake } from '@runstead/run-commands';
import type { HistoryEditEntry, HistoryEditList, Problem, SeriesQuery } from '@runstead/ui-contract';
import { GroupSeriesQueries, HistoryQueries, KeyHistoryQueries, MetricKeyQueries, SeriesQueries } from '@runstead/run-queries';
import type { Run } from '@runstead/run-domain';
import { EventLog } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { type Gateway, admin, startGateway } from './fixtures/gateway';

jest.setTimeout(90_000);

interface Seen {
  readonly series: Record<string, unknown[]>;
  readonly groups: Record<string, unknown[]>;
  readonly metrics: string[];
  readonly counts: Record<string, number>;
  readonly rows: object[];
  readonly kept: { readonly rows: unknown[] };
  readonly summary: object;
  readonly columns: object;
  /** Of the keys, those that a filter finds the run by. */
  readonly found: string[];
}

describe('edits of a history', () => {
  let gateway: Gateway;
  let serial = 0;
  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.addTeam('lab', [{ username: 'mia', role: 'member' }]);
  }, 60_000);
  afterAll(() => gateway.stop());

  const row = (step: number, values: object): string => JSON.stringify({ ...values, _step: step, _timestamp: 1.79e9 + step });
  async function log(run: Run, offset: number, rows: readonly string[], more: { summary?: object; exitCode?: number } = {}): Promise<void> {
    await gateway.get(StreamIntake).accept({
      principalName: 'mia',
      run: null,
      entity: run.entity,
      project: run.project,
      runName: run.name,
      writer: '',
      files: [
        ...(rows.length === 0 ? [] : [{ name: 'wandb-history.jsonl', offset, lines: rows }]),
        ...(more.summary === undefined ? [] : [{ name: 'wandb-summary.json', offset: 0, lines: [JSON.stringify(more.summary)] }]),
      ],
      complete: more.exitCode !== undefined,
      exitCode: more.exitCode ?? null,
      preempting: false,
      uploaded: [],
    });
    const [log, progress] = [gateway.get(EventLog), gateway.get(ProjectionProgress)];
    for (const [projection, topic] of [
      ['metrics', 'run-streams'],
      ['streams', 'run-streams'],
      ['run-index', 'run-streams'],
      ['run-index', 'run-events'],
    ] as const) {
      const end = await log.endOffset(topic, 0);
      if (end > 0) await progress.waitFor(projection, topic, 0, end - 1, 20_000);
    }
  }
  /** A run that is over, with loss falling and acc rising over five steps. */
  async function trained(from = 0): Promise<Run> {
    serial += 1;
    const run = await gateway.addRun('lab', 'p', `run${serial}`);
    const rows = [0, 1, 2, 3, 4].map((i) => row(from + i, { loss: 5 - i, acc: i / 10, 'val/loss': 6 - i }));
    await log(run, 0, rows, { summary: { loss: 1, acc: 0.4, 'val/loss': 2, best: 7, _step: from + 4 }, exitCode: 0 });
    return run;
  }
  const path = (run: Run): string => `/api/v1/runs/lab/p/${run.name}/history-edits`;
  async function refused(run: Run, payload: object, url = path(run)): Promise<readonly [number, string]> {
    const answer = await gateway.send({ method: 'POST', url, headers: admin, payload });
    return [answer.statusCode, answer.json<Problem>().detail];
  }
  async function edit(run: Run, payload: object): Promise<HistoryEditEntry> {
    const answer = await gateway.send({ method: 'POST', url: path(run), headers: admin, payload });
    expect([answer.statusCode, answer.body]).toEqual([expect.any(Number), expect.stringContaining('editId')]);
    return answer.json<HistoryEditEntry>();
  }
  async function undo(run: Run, { editId }: HistoryEditEntry): Promise<void> {
    const answer = await gateway.send({
      method: 'POST',
      url: `${path(run)}/${editId}/undo`,
      headers: admin,
      payload: { reason: 'was right' },
    });
    expect(answer.json()).toMatchObject({ editId, undone: { actor: 'local', reason: 'was right' } });
  }

  /** What every reader sees of the run. */
  async function seen(run: Run): Promise<Seen> {
    const keys = ['loss', 'cost', 'acc', 'val/loss', 'extra'];
    const { projectId, runId } = run;
    const asked: SeriesQuery = { keys, runs: [run.name], source: 'history', x: 'step', buckets: 100 };
    const series = await gateway.get(SeriesQueries).series(projectId, [run], asked);
    const scope = { projectId, entity: 'lab', name: 'p' };
    const groups = await gateway
      .get(GroupSeriesQueries)
      .series(scope, { keys, groups: [{ runs: [run.name] }], x: 'step', source: 'history', buckets: 100 } as never);
    const { keys: metrics } = await gateway.get(MetricKeyQueries).ofRun(projectId, runId, 'history');
    const { keys: ofProject } = await gateway.get(MetricKeyQueries).ofProject(projectId, 'history');
    const rows = await gateway.get(HistoryQueries).rows(projectId, runId, { limit: 1_000 });
    const document = (await gateway.send({ url: `/api/v1/runs/lab/p/${run.name}`, headers: admin })).json<{ summary: object }>();
    const table = await gateway.send({
      method: 'POST',
      url: '/api/v1/projects/lab/p/runs/query',
      headers: admin,
      payload: { columns: keys.map((one) => `summary.${one}`) },
    });
    const found: string[] = [];
    for (const key of keys) {
      const filter = {
        and: [
          { field: `metric.${key}`, op: 'exists' },
          { field: 'name', op: 'eq', value: run.name },
        ],
      };
      const names = await gateway.send({ method: 'POST', url: '/api/v1/projects/lab/p/runs/names', headers: admin, payload: { filter } });
      if (names.json<{ matching: number }>().matching === 1) found.push(key);
    }
    const listed = table.json<{ runs: { name: string; values: object }[] }>().runs.find(({ name }) => name === run.name);
    return {
      series: Object.fromEntries(series.map((line) => [line.key, [...line.x].map((x, i) => [x, line.y[i]])])),
      groups: Object.fromEntries(groups.map(({ key, x, mean }) => [key, [...x].map((at, i) => [at, mean[i]])])),
      metrics: metrics.map(({ key }) => key),
      counts: Object.fromEntries(ofProject.map(({ key, runs }) => [key, runs])),
      rows: rows.map(({ row: text }) => JSON.parse(text) as object),
      kept: await gateway.get(KeyHistoryQueries).page(projectId, runId, { key: 'cost', limit: 100 }),
      summary: document.summary,
      columns: listed?.values ?? {},
      found,
    };
  }

  it('rename a metric for every reader, later lines too, until it is undone', async () => {
    const run = await trained();
    const before = await seen(run);
    const made = await edit(run, { kind: 'rename', from: 'loss', to: 'cost', reason: 'same name everywhere' });
    expect(made).toMatchObject({
      kind: 'rename',
      what: 'metric loss renamed to cost',
      reason: 'same name everywhere',
      actor: 'local',
      undone: null,
    });
    await log(run, 5, [row(5, { loss: 0 })]);
    const after = await seen(run);
    expect(after.series['cost']).toEqual([0, 1, 2, 3, 4, 5].map((at) => [at, 5 - at]));
    expect(after.groups['cost']).toEqual([0, 1, 2, 3, 4, 5].map((at) => [at, 5 - at]));
    expect(Object.keys(after.series)).not.toContain('loss');
    expect(after.metrics).toEqual(['acc', 'cost', 'val/loss']);
    expect(after.rows[0]).toEqual({ cost: 5, acc: 0, 'val/loss': 6, _step: 0, _timestamp: 1.79e9 });
    expect(after.kept.rows).toHaveLength(6);
    expect(after.summary).toMatchObject({ cost: 1, acc: 0.4 });
    expect(after.summary).not.toHaveProperty('loss');
    expect(after.columns).toMatchObject({ 'summary.cost': 1 });
    expect(after.found).toEqual(['cost', 'acc', 'val/loss']);
    await undo(run, made);
    const { series, groups, rows, ...back } = await seen(run);
    const { series: was, groups: _, rows: logged, ...others } = before;
    expect(back).toEqual(others);
    expect(rows).toEqual([...logged, { loss: 0, _step: 5, _timestamp: 1.79e9 + 5 }]);
    expect(series['loss']).toEqual([...was['loss']!, [5, 0]]);
    expect(groups['loss']).toEqual(series['loss']);
  });

  it('remove a metric, and bring it back', async () => {
    const run = await trained();
    const before = await seen(run);
    const made = await edit(run, { kind: 'remove', key: 'acc' });
    const after = await seen(run);
    expect(Object.keys(after.series)).toEqual(['loss', 'val/loss']);
    expect(after.metrics).toEqual(['loss', 'val/loss']);
    expect(after.summary).not.toHaveProperty('acc');
    expect(after.rows[1]).not.toHaveProperty('acc');
    await undo(run, made);
    expect(await seen(run)).toEqual(before);
  });

  it('change and remove values of steps, the newest in the summary too, and leave later lines alone', async () => {
    const run = await trained();
    const before = await seen(run);
    const made = await edit(run, {
      kind: 'steps',
      remove: [
        { from: 4, to: 4, keys: ['acc'] },
        { from: 0, to: 0 },
      ],
      set: [{ step: 4, key: 'loss', value: 1.5 }],
      replace: [{ from: 1, to: 2, key: 'val/loss', value: 9 }],
    });
    await log(run, 5, [row(4, { acc: 0.99 })]);
    const after = await seen(run);
    expect(after.series).toEqual({
      loss: [
        [1, 4],
        [2, 3],
        [3, 2],
        [4, 1.5],
      ],
      acc: [
        [1, 0.1],
        [2, 0.2],
        [3, 0.3],
        [4, 0.99],
      ],
      'val/loss': [
        [1, 9],
        [2, 9],
        [3, 3],
        [4, 2],
      ],
    });
    expect(after.summary).toMatchObject({ loss: 1.5, acc: 0.3, 'val/loss': 2, best: 7 });
    expect(after.rows).toHaveLength(5);
    expect(after.rows[3]).toEqual({ loss: 1.5, 'val/loss': 2, _step: 4, _timestamp: 1.79e9 + 4 });
    await undo(run, made);
    const { summary, metrics } = await seen(run);
    expect({ summary, metrics }).toEqual({ summary: before.summary, metrics: before.metrics });
  });

  it('merge runs one after the other, or over each other', async () => {
    const [one, two] = [await trained(), await trained()];
    const counts = (await seen(one)).counts;
    const before = await seen(one);
    const made = await edit(one, { kind: 'merge', runs: [two.name], rule: 'append', reason: 'went on after a crash' });
    const after = await seen(one);
    expect(after.series['loss']).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => [at, 5 - (at % 5)]));
    expect(after.rows).toHaveLength(10);
    expect(after.counts).toEqual(counts);
    expect(after.summary).toMatchObject({ loss: 1, _step: 9 });
    const renamed = await edit(one, { kind: 'rename', from: 'loss', to: 'cost' });
    expect((await seen(one)).series['cost']).toHaveLength(10);
    expect(await refused(one, {}, `${path(one)}/${made.editId}/undo`)).toEqual([409, expect.stringContaining(renamed.editId)]);
    await undo(one, renamed);
    await undo(one, made);
    expect(await seen(one)).toEqual(before);
    await edit(two, { kind: 'steps', set: [{ step: 0, key: 'loss', value: 77 }] });
    const over = await edit(one, { kind: 'merge', runs: [two.name], rule: 'replace' });
    expect((await seen(one)).series['loss']![0]).toEqual([0, 77]);
    await undo(one, over);
    await edit(one, { kind: 'merge', runs: [two.name], rule: 'keep' });
    expect((await seen(one)).series['loss']![0]).toEqual([0, 5]);
  });

  it('say what is the matter when they are refused', async () => {
    const run = await trained();
    const alive = await gateway.addRun('lab', 'p', 'alive');
    expect(await refused(run, { kind: 'rename', from: 'los', to: 'cost' })).toEqual([404, 'The run shows no metric los.']);
    expect(await refused(run, { kind: 'rename', from: 'loss', to: 'acc' })).toEqual([
      409,
      expect.stringContaining('shows a metric acc already'),
    ]);
    expect(await refused(run, { kind: 'rename', from: 'loss', to: '_step' })).toEqual([
      400,
      expect.stringContaining('belongs to the client'),
    ]);
    expect(await refused(run, { kind: 'remove', key: 'nothing' })).toEqual([404, 'The run shows no metric nothing.']);
    expect(await refused(run, { kind: 'steps' })).toEqual([400, expect.stringContaining('names no step')]);
    expect(await refused(run, { kind: 'steps', set: [{ step: 99, key: 'loss', value: 1 }] })).toEqual([
      404,
      expect.stringContaining('no number at step 99'),
    ]);
    expect(await refused(run, { kind: 'merge', runs: [run.name], rule: 'append' })).toEqual([400, 'A run cannot be merged into itself.']);
    expect(await refused(run, { kind: 'merge', runs: [alive.name], rule: 'append' })).toEqual([
      409,
      expect.stringContaining('alive is running'),
    ]);
    expect(await refused(run, { kind: 'merge', runs: ['ghost'], rule: 'append' })).toEqual([404, 'The project has no run ghost.']);
    expect(await refused(run, { kind: 'paint' })).toEqual([400, expect.any(String)]);
    expect(await refused(run, {}, `${path(run)}/none/undo`)).toEqual([404, 'The run has no edit none.']);
    const made = await edit(run, { kind: 'remove', key: 'acc' });
    await undo(run, made);
    expect(await refused(run, {}, `${path(run)}/${made.editId}/undo`)).toEqual([409, expect.stringContaining('undone already, by local')]);
  });

  it('are listed, and told in the timeline; the receipt is of what was received', async () => {
    const run = await trained();
    const receipt = async () => (await gateway.send({ url: `/api/v1/runs/lab/p/${run.name}/receipt`, headers: admin })).json<object>();
    const before = await receipt();
    const made = await edit(run, { kind: 'steps', remove: [{ from: 2, to: 3, keys: ['loss'] }], reason: 'broken sensor' });
    await undo(run, made);
    await edit(run, { kind: 'remove', key: 'acc' });
    const list = (await gateway.send({ url: path(run), headers: admin })).json<HistoryEditList>();
    expect(list.edits.map(({ what, undone }) => [what, undone?.reason ?? null])).toEqual([
      ['loss removed at steps 2 to 3', 'was right'],
      ['metric acc removed', null],
    ]);
    const timeline = (await gateway.send({ url: `/api/v1/runs/lab/p/${run.name}/timeline`, headers: admin })).json<{
      changes: { state: string; evidence: string; actor: string }[];
    }>();
    expect(timeline.changes.slice(-3).map(({ state, evidence, actor }) => [state, evidence, actor])).toEqual([
      ['edited', 'loss removed at steps 2 to 3 (broken sensor)', 'local'],
      ['edit-undone', 'undone: loss removed at steps 2 to 3 (was right)', 'local'],
      ['edited', 'metric acc removed', 'local'],
    ]);
    expect({ ...(await receipt()), asOf: 0 }).toEqual({ ...before, asOf: 0 });
  });
});
