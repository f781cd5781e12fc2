import { LogUnavailableError } from '@runstead/event-log';
import { ProjectCommands, RunCommands } from '@runstead/run-commands';
import { SweepWorld } from './fixtures/sweep-world';
import { seededNumbers } from './search/random-numbers';
import { AGENT_SILENCE_MS, type AgentCommand, type Sweep } from './sweep';
import { SweepAgents } from './sweep-agents';
import { SweepCommands } from './sweep-commands';
import { SweepQueries } from './sweep-queries';

let world: SweepWorld;
beforeAll(async () => {
  world = await SweepWorld.open();
});
afterAll(() => world.close());

const ANA = 'ana';

async function newSweep(config: string): Promise<Sweep> {
  const project = await world.get(ProjectCommands).create({ entity: ANA, name: 'search', description: null }, ANA);
  const made = await world.get(SweepCommands).create(project, config, {}, [], ANA);
  if (!made.ok) throw new Error(made.message);
  return made.value.sweep;
}

async function agentOf(sweep: Sweep): Promise<(listed?: readonly string[]) => Promise<AgentCommand | 'nothing' | null>> {
  const agent = (await world.get(SweepAgents).register(sweep.sweepId, 'host', ANA))!;
  return (listed = []) => world.get(SweepAgents).heartbeat(sweep.sweepId, agent.agentId, listed, ANA);
}

const stateOf = async (sweep: Sweep) => (await world.get(SweepQueries).byId(sweep.sweepId))?.state;
const runNameOf = (command: AgentCommand | 'nothing' | null): string => {
  if (command === null || command === 'nothing' || command.type !== 'run') throw new Error(`not a run: ${JSON.stringify(command)}`);
  return command.runName;
};

const GRID = 'method: grid\nprogram: train.py\nparameters:\n  a:\n    values: [1, 2.0]\n';

it('gives each combination once, keeps floats, and finishes when all have begun', async () => {
  const sweep = await newSweep(GRID);
  expect(await stateOf(sweep)).toBe('PENDING');
  const ask = await agentOf(sweep);
  expect(await stateOf(sweep)).toBe('RUNNING');
  const first = await ask();
  expect(first).toEqual({ type: 'run', runName: expect.any(String), program: 'train.py', arguments: '{"a":{"value":1}}' });
  await world.announce(runNameOf(first), sweep.name);
  const second = await ask();
  expect(second).toMatchObject({ arguments: '{"a":{"value":2.0}}' });
  await world.announce(runNameOf(second), sweep.name);
  expect(await ask([runNameOf(second)])).toBe('nothing');
  expect(await ask()).toEqual({ type: 'exit' });
  expect(await stateOf(sweep)).toBe('FINISHED');
  const runs = await world.runs(sweep);
  expect(runs.map(({ name }) => name).sort()).toEqual([runNameOf(first), runNameOf(second)].sort());
  expect(runs.map(({ state }) => state)).toEqual(['running', 'running']);
});

it('repeats a command whose answer was lost, and gives up a run whose program never came', async () => {
  const sweep = await newSweep(GRID);
  const ask = await agentOf(sweep);
  const first = await ask();
  expect(await ask()).toEqual(first);
  const second = await ask();
  expect(runNameOf(second)).not.toBe(runNameOf(first));
  expect((await world.runs(sweep)).find(({ name }) => name === runNameOf(first))?.state).toBe('failed');
});

it('gives what a dead agent had not begun to another one, as the same run', async () => {
  const sweep = await newSweep(GRID);
  const [dying, ask] = [await agentOf(sweep), await agentOf(sweep)];
  const lost = await dying();
  await world.announce(runNameOf(await ask()), sweep.name);
  expect(await ask()).toBe('nothing');
  world.clock.time += AGENT_SILENCE_MS + 1;
  const taken = await ask();
  expect(taken).toEqual(lost);
  await world.announce(runNameOf(taken), sweep.name);
  expect(await ask()).toEqual({ type: 'exit' });
  expect(await world.runs(sweep)).toHaveLength(2);
});

it('stops the run that a person stopped, all of a cancelled sweep, and none of a paused one', async () => {
  const sweep = await newSweep(GRID);
  const ask = await agentOf(sweep);
  const name = runNameOf(await ask());
  const runId = await world.announce(name, sweep.name);
  await world.get(RunCommands).requestStop(runId, ANA);
  expect(await ask([name])).toEqual({ type: 'stop', runName: name });
  expect(await ask([name])).toEqual({ type: 'stop', runName: name });
  await world.get(SweepCommands).change(sweep.sweepId, { state: 'PAUSED' }, ANA);
  expect(await ask()).toBe('nothing');
  await world.get(SweepCommands).change(sweep.sweepId, { state: 'RUNNING' }, ANA);
  const next = runNameOf(await ask());
  await world.announce(next, sweep.name);
  await world.get(SweepCommands).change(sweep.sweepId, { state: 'CANCELED' }, ANA);
  expect(await ask([next])).toEqual({ type: 'stop', runName: next });
  expect(await ask()).toEqual({ type: 'exit' });
});

it('tells the agent of a deleted sweep to leave', async () => {
  const sweep = await newSweep(GRID);
  const ask = await agentOf(sweep);
  await world.get(SweepCommands).delete(sweep.sweepId, ANA);
  expect(await ask()).toBeNull();
});

it('keeps to the run cap', async () => {
  const sweep = await newSweep('method: random\nrun_cap: 3\nparameters:\n  lr:\n    min: 0.0\n    max: 1.0\n');
  const ask = await agentOf(sweep);
  for (let run = 0; run < 3; run += 1) await world.announce(runNameOf(await ask()), sweep.name);
  expect(await ask()).toEqual({ type: 'exit' });
  expect(new Set((await world.assigned(sweep)).map(({ arguments: text }) => text)).size).toBe(3);
});

it('obeys a controller in the user’s process', async () => {
  const sweep = await newSweep('method: custom\ncontroller:\n  type: local\nparameters:\n  a:\n    values: [1]\n');
  const ask = await agentOf(sweep);
  expect(await ask()).toBe('nothing');
  const schedule = [{ id: 't1', data: { args: { a: { value: 7 } } } }];
  await world.get(SweepCommands).change(sweep.sweepId, { controller: JSON.stringify({ schedule }) }, ANA);
  const run = await ask();
  expect(run).toMatchObject({ type: 'run', arguments: '{"a":{"value":7}}' });
  await world.announce(runNameOf(run), sweep.name);
  const now = (await world.get(SweepQueries).byId(sweep.sweepId))!;
  expect(JSON.parse(await world.get(SweepQueries).scheduler(now))).toEqual({ scheduled: [{ id: 't1', runid: runNameOf(run) }] });
  const over = { schedule: [...schedule, { id: 't2', data: { args: null } }], earlystop: [runNameOf(run)] };
  await world.get(SweepCommands).change(sweep.sweepId, { controller: JSON.stringify(over) }, ANA);
  expect(await ask([runNameOf(run)])).toEqual({ type: 'stop', runName: runNameOf(run) });
  expect(await ask()).toEqual({ type: 'exit' });
});

/** Agents that die, requests that are repeated, a log that fails and a server that is started anew, in an order that the seed decides. */
it.each(['one', 'two', 'three', 'four', 'five'])(
  'gives every combination of a grid to exactly one run, whatever dies (seed %s)',
  async (seed) => {
    const random = seededNumbers(seed);
    const pick = (count: number): number => Math.floor(random() * count);
    const values = Array.from({ length: 6 }, (_, value) => value);
    const list = `[${values.join(', ')}]`;
    const sweep = await newSweep(`method: grid\nparameters:\n  a:\n    values: ${list}\n  b:\n    values: ${list}\n`);
    let agents: { readonly ask: Awaited<ReturnType<typeof agentOf>>; run: string | null }[] = [];
    for (let step = 0; step < 3_000 && (await stateOf(sweep)) !== 'FINISHED'; step += 1) {
      if (agents.length < 4) agents.push({ ask: await agentOf(sweep), run: null });
      const agent = agents[pick(agents.length)]!;
      const fate = random();
      if (fate < 0.02) await world.restart();
      else if (fate < 0.06) agents = agents.filter((other) => other !== agent);
      else if (fate < 0.12) world.clock.time += AGENT_SILENCE_MS + 1_001;
      else {
        world.clock.time += 1_001;
        if (random() < 0.05) world.failNext = random() < 0.5 ? 'before' : 'after';
        const listed = agent.run !== null && random() < 0.5 ? [agent.run] : [];
        try {
          const command = await agent.ask(listed);
          if (listed.length === 0) agent.run = null;
          if (command !== null && command !== 'nothing' && command.type === 'run') {
            agent.run = command.runName;
            if (random() < 0.9) await world.announce(command.runName, sweep.name);
          }
        } catch (error) {
          if (!(error instanceof LogUnavailableError)) throw error;
        }
        world.failNext = 'no';
      }
    }
    expect(await stateOf(sweep)).toBe('FINISHED');
    const places = (await world.assigned(sweep)).map(({ place }) => Number(place));
    expect(places.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 36 }, (_, place) => place));
    const runs = await world.runs(sweep);
    expect(runs).toHaveLength(36);
    expect(runs.filter(({ state }) => state === 'pending')).toEqual([]);
  },
);
