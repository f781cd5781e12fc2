import { EventLog } from '@runstead/event-log';
import { ProjectionProgress } from '@runstead/projections';
import { StreamIntake } from '@runstead/run-commands';
import { SweepAgents, SweepQueries } from '@runstead/sweeps';
import type { SavedSweep, SweepDocument, SweepList } from '@runstead/ui-contract';
import { type Gateway, basic, keyOf, startGateway } from './fixtures/gateway';

const URL = '/api/v1/projects/lab/mnist/sweeps';
const GRID =
  'method: grid\nname: small\nmetric: { name: loss, goal: minimize }\nparameters:\n  a: { values: [1, 2, 3] }\n  opt: { parameters: { lr: { values: [0.1] }, k: { value: 7 } } }\n';

jest.setTimeout(60_000);

describe('sweeps', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
    for (const name of ['ada', 'vic', 'eve']) await gateway.addUser(name);
    await gateway.addTeam('lab', [
      { username: 'ada', role: 'member' },
      { username: 'vic', role: 'viewer' },
    ]);
    await gateway.addRun('lab', 'mnist', 'r');
    await gateway.addRun('lab', 'other', 'r');
  }, 60_000);
  afterAll(() => gateway.stop());

  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, who = 'ada') =>
    gateway.send({ method, url: path, headers: basic(keyOf(who)), ...(payload ? { payload } : {}) });
  const create = async (config = GRID): Promise<SavedSweep> => (await send('POST', URL, { config })).json<SavedSweep>();
  const read = async (name: string): Promise<SweepDocument> => (await send('GET', `${URL}/${name}`)).json<SweepDocument>();

  async function log(runName: string, losses: readonly number[]): Promise<void> {
    const lines = losses.map((loss, step) => JSON.stringify({ loss, _step: step, _timestamp: 1.79e9 + step }));
    await gateway.get(StreamIntake).accept({
      principalName: 'ada',
      run: null,
      entity: 'lab',
      project: 'mnist',
      runName,
      writer: '',
      files: [{ name: 'wandb-history.jsonl', offset: 0, lines }],
      complete: false,
      exitCode: null,
      preempting: false,
      uploaded: [],
    });
    const end = await gateway.get(EventLog).endOffset('run-streams', 0);
    await gateway.get(ProjectionProgress).waitFor('metrics', 'run-streams', 0, end - 1, 20_000);
  }

  it('are made from YAML, listed and read', async () => {
    const made = await create();
    const row = { name: made.name, displayName: 'small', state: 'PENDING', method: 'grid', author: 'ada', runCount: 0, endedRuns: 0 };
    expect(made).toMatchObject({ ...row, expectedRuns: 3, best: null, metric: { name: 'loss', goal: 'minimize' }, warnings: [] });
    expect(await read(made.name)).toMatchObject({ ...row, config: GRID, parameters: ['a', 'opt.lr'], earlyTermination: null, agents: [] });
    const second = await create('method: random\nrun_cap: 9\nsurplus: 1\nparameters: { lr: { min: 0.0, max: 1.0 } }');
    expect([second.expectedRuns, second.warnings]).toEqual([9, [expect.stringContaining('"surplus"')]]);
    const listed = (await send('GET', `${URL}?limit=1`)).json<SweepList>();
    expect([listed.total, listed.sweeps.map(({ name }) => name)]).toEqual([2, [second.name]]);
  });

  it('show their agents, runs and best value', async () => {
    const { name } = await create();
    const { projectId } = await gateway.addRun('lab', 'mnist', 'planter');
    const { sweepId } = (await gateway.get(SweepQueries).byName(projectId, name))!;
    const agent = (await gateway.get(SweepAgents).register(sweepId, 'box', 'ada'))!;
    const told = await gateway.get(SweepAgents).heartbeat(sweepId, agent.agentId, [], 'ada');
    if (told === null || told === 'nothing' || told.type !== 'run') throw new Error('no run was given out');
    await gateway.addRun('lab', 'mnist', told.runName, { sweep: name });
    await log(told.runName, [0.5, 0.25, 0.75]);
    const document = await read(name);
    expect(document).toMatchObject({ state: 'RUNNING', runCount: 1, endedRuns: 0, best: { value: 0.25, run: told.runName } });
    expect(document.agents).toEqual([expect.objectContaining({ host: 'box', state: 'active', runs: 1 })]);
  });

  it('are paused, resumed, stopped and cancelled; what is over can only be resumed', async () => {
    const { name } = await create();
    for (const state of ['PAUSED', 'RUNNING', 'FINISHED', 'RUNNING', 'CANCELED'] as const)
      expect((await send('PATCH', `${URL}/${name}`, { state })).json()).toMatchObject({ state });
    const late = await send('PATCH', `${URL}/${name}`, { state: 'PAUSED' });
    expect([late.statusCode, late.json<{ type: string }>().type]).toEqual([409, 'urn:runstead:problem:sweep-is-over']);
    expect((await send('PATCH', `${URL}/${name}`, { displayName: ' named ', description: '' })).json()).toMatchObject({
      displayName: 'named',
      description: null,
      state: 'CANCELED',
    });
  });

  it('refuse a configuration with what to change, and keep nothing of it', async () => {
    const before = (await send('GET', URL)).json<SweepList>().total;
    const refused = await send('POST', URL, { config: 'method: grid\nparameters: { a: { min: 0.0, max: 1.0 } }' });
    expect([refused.statusCode, refused.json<{ detail: string }>().detail]).toEqual([400, expect.stringContaining('finitely many values')]);
    expect((await send('POST', URL, { config: 'method: [' })).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('YAML'),
    });
    expect((await send('POST', URL, { config: 'a\0b' })).statusCode).toBe(400);
    expect((await send('GET', URL)).json<SweepList>().total).toBe(before);
    const { name, config } = await create();
    expect((await send('PATCH', `${URL}/${name}`, { config: 'method: none' })).statusCode).toBe(400);
    expect((await read(name)).config).toBe(config);
  });

  it('belong to their project, and to who may write it; deleted or unknown ones are not found', async () => {
    const { name } = await create();
    expect((await send('GET', `/api/v1/projects/lab/other/sweeps/${name}`)).statusCode).toBe(404);
    expect((await send('PATCH', `/api/v1/projects/lab/other/sweeps/${name}`, { state: 'PAUSED' })).statusCode).toBe(404);
    expect((await send('GET', `${URL}/${name}`, undefined, 'vic')).statusCode).toBe(200);
    expect((await send('PATCH', `${URL}/${name}`, { state: 'PAUSED' }, 'vic')).statusCode).toBe(403);
    expect((await send('GET', `${URL}/${name}`, undefined, 'eve')).statusCode).toBe(404);
    expect((await send('GET', `${URL}/a%00b`)).statusCode).toBe(404);
    expect((await send('DELETE', `${URL}/${name}`)).statusCode).toBe(204);
    expect((await send('GET', `${URL}/${name}`)).statusCode).toBe(404);
    expect((await send('DELETE', `${URL}/${name}`)).statusCode).toBe(404);
  });
});
