import { EventLog } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { RunCommands, StreamIntake } from '@runstead/run-commands';
import type { KeyHistory, RunFields, RunFieldValues, RunGroups, RunNames, RunPage } from '@runstead/ui-contract';
import { type Gateway, basic, keyOf, startGateway } from './fixtures/gateway';

jest.setTimeout(60_000);

const LRS = [0.1, 0.01, 0.001, 0.01, 'auto', null];

describe('the runs table', () => {
  let gateway: Gateway;
  const ada = basic(keyOf('ada'));
  const RUNS = '/projects/ada/table/runs';

  beforeAll(async () => {
    gateway = await startGateway();
    await gateway.addUser('ada');
    await gateway.addUser('bob');
    for (const [n, lr] of LRS.entries()) {
      const run = await gateway.addRun('ada', 'table', `r${n}`, {
        displayName: `exp-${n}`,
        tags: n < 2 ? ['first', "it's"] : [],
        notes: `n${n}`,
      });
      const config = { ...(n === 5 ? {} : { lr: { value: lr ?? null } }), model: { value: { arch: n % 2 ? 'v1' : 'v2', 'a.b': n } } };
      await gateway.get(RunCommands).editConfig(run.runId, config, 'ada');
      await gateway.get(StreamIntake).accept({
        principalName: 'ada',
        run: null,
        entity: 'ada',
        project: 'table',
        runName: `r${n}`,
        writer: '',
        files: [
          {
            name: 'wandb-history.jsonl',
            offset: 0,
            lines: [0, 1, 2, 2].map(
              (step, at) => `{"_step":${step},"_timestamp":1790000000,"img":{"_type":"image-file","path":"${at}.png"}}`,
            ),
          },
          { name: 'wandb-summary.json', offset: 0, lines: [`{"loss":${n === 3 ? 'NaN' : 6 - n},"deep":{"acc":${n}}}`] },
        ],
        complete: n !== 4,
        exitCode: n === 0 ? 1 : 0,
        preempting: false,
        uploaded: [],
      });
    }
    for (const topic of ['run-events', 'run-streams'] as const) {
      const end = await gateway.get(EventLog).endOffset(topic, 0);
      for (const projection of topic === 'run-streams' ? ['run-index', 'metrics'] : ['run-index'])
        expect(await gateway.get(ProjectionProgress).waitFor(projection, topic, 0, end - 1, 20_000)).toBe(true);
    }
  });
  afterAll(() => gateway.stop());

  const post = async <T>(path: string, payload: object): Promise<T> => {
    const answer = await gateway.send({ method: 'POST', url: `/api/v1${path}`, headers: ada, payload });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${path}: ${answer.body}`);
    return answer.json<T>();
  };
  const get = async <T>(path: string): Promise<T> => {
    const answer = await gateway.send({ url: `/api/v1${path}`, headers: ada });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${path}: ${answer.body}`);
    return answer.json<T>();
  };
  const found = async (query: object): Promise<string[]> => (await post<RunPage>(`${RUNS}/query`, query)).runs.map(({ name }) => name);

  it('brings whole rows with the columns asked for', async () => {
    const columns = [
      'config.lr',
      'config.model.arch',
      'config.model.a.b',
      'config.model',
      'summary.loss',
      'summary.deep.acc',
      'config.none',
    ];
    const page = await post<RunPage>(`${RUNS}/query`, { columns, filter: { field: 'name', op: 'in', value: ['r3', 'r5'] } });
    expect(page).toMatchObject({ total: 6, matching: 2, cursor: null });
    expect(page.runs.map(({ name, notes, values }) => ({ name, notes, values }))).toEqual([
      {
        name: 'r5',
        notes: 'n5',
        values: {
          'config.model.arch': 'v1',
          'config.model.a.b': 5,
          'config.model': { arch: 'v1', 'a.b': 5 },
          'summary.loss': 1,
          'summary.deep.acc': 5,
        },
      },
      {
        name: 'r3',
        notes: 'n3',
        values: {
          'config.lr': 0.01,
          'config.model.arch': 'v1',
          'config.model.a.b': 3,
          'config.model': { arch: 'v1', 'a.b': 3 },
          'summary.loss': 'NaN',
          'summary.deep.acc': 3,
        },
      },
    ]);
  });

  it.each<[object, string[]]>([
    [{ field: 'config.lr', op: 'ge', value: 0.01 }, ['r0', 'r1', 'r3']],
    [{ field: 'config.lr', op: 'ne', value: 0.01 }, ['r0', 'r2']],
    [{ field: 'config.lr', op: 'ne', value: 'auto' }, ['r0', 'r1', 'r2', 'r3', 'r5']],
    [{ field: 'config.lr', op: 'missing' }, ['r5']],
    [{ field: 'config.lr', op: 'eq', value: 1e-3 }, ['r2']],
    [{ field: 'tags', op: 'hasAny', value: ["it's", 'x'] }, ['r0', 'r1']],
    [{ field: 'tags', op: 'hasNone', value: ["it's"] }, ['r2', 'r3', 'r4', 'r5']],
    [{ field: 'displayName', op: 'matches', value: '^exp-(1|2)$' }, ['r1', 'r2']],
    [{ field: 'createdAt', op: 'withinLast', value: 3_600 }, ['r0', 'r1', 'r2', 'r3', 'r4', 'r5']],
    [{ field: 'summary.loss', op: 'gt', value: 0 }, ['r0', 'r1', 'r2', 'r4', 'r5']],
    [
      {
        and: [
          { field: 'config.lr', op: 'ge', value: 0.001 },
          {
            or: [
              { field: 'state', op: 'eq', value: 'finished' },
              { field: 'state', op: 'eq', value: 'crashed' },
            ],
          },
        ],
      },
      ['r1', 'r2', 'r3'],
    ],
    [{ not: { field: 'config.model.arch', op: 'eq', value: 'v1' } }, ['r0', 'r2', 'r4']],
    [{ field: 'metric.img', op: 'exists' }, ['r0', 'r1', 'r2', 'r3', 'r4', 'r5']],
    [{ and: [] }, ['r0', 'r1', 'r2', 'r3', 'r4', 'r5']],
    [{ or: [] }, []],
  ])('filters by %j', async (filter, names) => {
    expect((await found({ filter })).sort()).toEqual(names);
  });

  it('sorts, what is missing last, and pages without a gap', async () => {
    const ascending = ['r5', 'r4', 'r2', 'r1', 'r0', 'r3'];
    expect(await found({ sort: [{ field: 'summary.loss' }] })).toEqual(ascending);
    expect(await found({ sort: [{ field: 'summary.loss', descending: true }] })).toEqual(['r0', 'r1', 'r2', 'r4', 'r5', 'r3']);
    for (const sort of [
      [{ field: 'summary.loss' }],
      [{ field: 'config.lr' }, { field: 'displayName', descending: true }],
      [],
      [{ field: 'createdAt' }],
    ]) {
      const all = await found({ sort });
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: RunPage = await post(`${RUNS}/query`, { sort, limit: 2, ...(cursor === '' ? {} : { cursor }) });
        paged.push(...page.runs.map(({ name }) => name));
        cursor = page.cursor;
      }
      expect(paged).toEqual(all);
      expect(await found({ sort, offset: 4 })).toEqual(all.slice(4));
      expect(await post<RunNames>(`${RUNS}/names`, { sort, limit: 3, except: [all[0]] })).toEqual({ names: all.slice(1, 4), matching: 5 });
    }
    expect((await post<RunPage>(`${RUNS}/query`, {})).runs.map(({ name }) => name)).toEqual(['r5', 'r4', 'r3', 'r2', 'r1', 'r0']);
  });

  it('groups, and gives the members of a group', async () => {
    const answer = await post<RunGroups>(`${RUNS}/groups`, { by: ['config.model.arch'], columns: ['summary.deep.acc'] });
    expect(answer).toMatchObject({ total: 2, matching: 6 });
    expect(answer.groups.map(({ key, runs, first, columns }) => [key[0]?.value, runs, first, columns])).toEqual([
      [
        { type: 'string', value: 'v1' },
        3,
        { name: 'r1', ordinal: expect.any(Number) as number },
        { 'summary.deep.acc': expect.objectContaining({ n: 3, mean: 3, min: 1, max: 5 }) as object },
      ],
      [
        { type: 'string', value: 'v2' },
        3,
        { name: 'r0', ordinal: expect.any(Number) as number },
        { 'summary.deep.acc': expect.objectContaining({ n: 3, mean: 2, min: 0, max: 4 }) as object },
      ],
    ]);
    expect((await found({ within: answer.groups[1]!.key, search: 'EXP' })).sort()).toEqual(['r0', 'r2', 'r4']);
  });

  it('names the fields and their values', async () => {
    const { fields } = await get<RunFields>('/projects/ada/table/run-fields?search=model');
    expect(fields.map(({ field, group, type, runs }) => [field, group, type, runs])).toEqual([
      ['config.model.a.b', 'Config', 'number', 6],
      ['config.model.arch', 'Config', 'text', 6],
    ]);
    const { values } = await get<RunFieldValues>('/projects/ada/table/run-field-values?field=config.lr');
    expect(values[0]).toEqual({ value: { type: 'number', value: 0.01 }, runs: 2 });
  });

  it('gives what was logged under a key, each step once', async () => {
    const first = await get<KeyHistory>('/runs/ada/table/r0/history?key=img&limit=2');
    expect(first.rows.map(({ step, value }) => [step, value])).toEqual([
      [0, { _type: 'image-file', path: '0.png' }],
      [1, { _type: 'image-file', path: '1.png' }],
    ]);
    const second = await get<KeyHistory>(`/runs/ada/table/r0/history?key=img&limit=2&from=${first.next}`);
    expect(second).toMatchObject({ rows: [{ step: 2, value: { path: '3.png' } }], next: null });
    expect(await get('/runs/ada/table/r0/history?key=none')).toEqual({ rows: [], next: null });
  });

  it.each<[string, string, object]>([
    ['an unknown field', '/query', { filter: { field: 'nowhere', op: 'exists' } }],
    ['an unknown operator', '/query', { filter: { field: 'state', op: 'like', value: 'x' } }],
    ['a broken pattern', '/query', { filter: { field: 'state', op: 'matches', value: '(' } }],
    ['a long pattern', '/query', { filter: { field: 'state', op: 'matches', value: 'a'.repeat(201) } }],
    ['a text where a number belongs', '/query', { filter: { field: 'config.lr', op: 'lt', value: 'x' } }],
    ['a value where a list belongs', '/query', { filter: { field: 'config.lr', op: 'in', value: 1 } }],
    ['a deep filter', '/query', { filter: Array.from({ length: 11 }).reduce((inner) => ({ not: inner }), { and: [] }) as object }],
    ['a large filter', '/query', { filter: { and: Array.from({ length: 201 }, () => ({ field: 'state', op: 'exists' })) } }],
    ['a filter that is a text', '/query', { filter: 'state = finished' }],
    ['a cursor of no page', '/query', { cursor: 'nonsense' }],
    ['too long a page', '/query', { limit: 201 }],
    ['a broken search', '/query', { search: '(', regex: true }],
    ['an order by what has no values', '/query', { sort: [{ field: 'metric.loss' }] }],
    ['groups by nothing', '/groups', { by: [] }],
    ['groups by what has no values', '/groups', { by: ['metric.x'] }],
  ])('refuses %s with a sentence', async (_, path, payload) => {
    const answer = await gateway.send({ method: 'POST', url: `/api/v1${RUNS}${path}`, headers: ada, payload });
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([400, expect.stringMatching(/\S/)]);
  });

  it('refuses a filter that would exhaust the stack', async () => {
    const payload = `{"filter":${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}}`;
    const answer = await gateway.send({
      method: 'POST',
      url: `/api/v1${RUNS}/query`,
      headers: { ...ada, 'content-type': 'application/json' },
      payload,
    });
    expect(answer.statusCode).toBe(400);
  });

  it('is nobody else’s to read', async () => {
    const bob = basic(keyOf('bob'));
    for (const [path, payload] of [
      ['/query', {}],
      ['/names', {}],
      ['/groups', { by: ['state'] }],
    ] as const)
      expect((await gateway.send({ method: 'POST', url: `/api/v1${RUNS}${path}`, headers: bob, payload })).statusCode).toBe(404);
    for (const path of [
      '/projects/ada/table/run-fields',
      '/projects/ada/table/run-field-values?field=state',
      '/runs/ada/table/r0/history?key=img',
    ])
      expect((await gateway.send({ url: `/api/v1${path}`, headers: bob })).statusCode).toBe(404);
  });
});
