import type { INestApplicationContext } from '@nestjs/common';
import { PgPeers, PgPool } from '@runstead/postgres/pg';
import { chunkLines, fileOfChunk } from '@runstead/run-domain';
import { type Component, startComponent } from '../../../e2e/fixtures/component';
import { CommandWorld } from './fixtures/command-world';
import { history, post, start } from './fixtures/told';
import { RunCommands } from './run-commands';
import { RunDirectory } from './run-directory';
import { StreamIntake } from './stream-intake';
import { StreamWatermarks } from './stream-watermarks';
import { WorkspaceCommands } from './workspace-commands';

jest.setTimeout(180_000);

const ANN = { username: 'ann' };
const line = (step: number): string => `{"loss":${step},"_step":${step}}`;
const lines = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, index) => line(from + index));

/** One process projects, two take commands and lines; they share the log and a real Postgres, and nothing else. */
describe('several processes', () => {
  let server: Component;
  let pool: PgPool;
  let world: CommandWorld;
  let peers: PgPeers[] = [];
  let one: INestApplicationContext;
  let other: INestApplicationContext;

  beforeAll(async () => {
    server = await startComponent('postgres');
    pool = new PgPool({ url: server.env['POSTGRES_URL'] ?? '', applicationName: 'tests', maxConnections: 20 });
    await pool.migrate();
  });
  afterAll(async () => {
    await pool.close();
    await server.dispose();
  });
  beforeEach(async () => {
    world = await CommandWorld.open(pool);
    const join = (name: string): PgPeers => {
      const joined = new PgPeers(pool, server.env['POSTGRES_URL'] ?? '', name, []);
      peers.push(joined);
      return joined;
    };
    await world.start({ peers: join('projector') });
    one = await world.start({ projecting: false, peers: join('one') });
    other = await world.start({ projecting: false, peers: join('other') });
  });
  afterEach(async () => {
    await world.close();
    await Promise.all(peers.map((joined) => joined.close()));
    peers = [];
  });

  const eventsOf = async (type: string): Promise<number> => (await world.events()).filter((event) => event.type === type).length;

  it('make one project, one run of a name, and give each run a number of its own', async () => {
    const announce = async (name: string, index: number) => (index % 2 ? one : other).get(RunCommands).upsert(start(name), ANN);
    const same = await Promise.all(Array.from({ length: 8 }, (_, index) => announce('same', index)));
    expect(new Set(same.map(({ run }) => run.runId)).size).toBe(1);
    expect(same.filter(({ inserted }) => inserted)).toHaveLength(1);
    const many = await Promise.all(Array.from({ length: 30 }, (_, index) => announce(`r${index}`, index)));
    const ordinals = [...many, same[0]!].map(({ run }) => run.ordinal);
    expect(new Set(ordinals).size).toBe(31);
    expect([await eventsOf('ProjectCreated'), await eventsOf('RunCreated')]).toEqual([1, 31]);
  });

  it('decide on what the other has decided: of many configurations none is lost, and a run ends once', async () => {
    const { run } = await one.get(RunCommands).upsert(start('r1'), ANN);
    const merge = async (index: number) =>
      (index % 2 ? one : other)
        .get(RunCommands)
        .upsert({ ...start('r1'), config: { [`key${index}`]: { value: index } }, mergeConfig: true }, ANN);
    await Promise.all(Array.from({ length: 12 }, (_, index) => merge(index)));
    const after = await other.get(RunDirectory).byRunId(run.runId);
    expect(Object.keys(after?.config ?? {}).filter((key) => key.startsWith('key'))).toHaveLength(12);
    const end = { complete: true, exitCode: 0 };
    await Promise.all([one, other].map(async (process) => process.get(StreamIntake).accept(post('r1', end))));
    expect(await eventsOf('RunFinished')).toBe(1);
  });

  it('answer a resume with what the other has taken', async () => {
    const { run } = await one.get(RunCommands).upsert(start('r1'), ANN);
    await one.get(StreamIntake).accept(post('r1', { files: [history(0, ...lines(0, 5))] }));
    expect((await other.get(StreamWatermarks).counts(run.runId)).history).toBe(5);
    await other.get(StreamIntake).accept(post('r1', { files: [history(5, ...lines(5, 9))] }));
    expect((await one.get(StreamWatermarks).of(run.runId)).history).toBe(9);
  });

  it('take the posts of a run in turn without a gap, and what a client sends to both is there once', async () => {
    await one.get(RunCommands).upsert(start('r1'), ANN);
    for (let step = 0; step < 12; step += 3)
      await (step % 2 ? one : other).get(StreamIntake).accept(post('r1', { files: [history(step, ...lines(step, step + 3))] }));
    // A client that has waited too long for the answer of one asks the other.
    const late = post('r1', { files: [history(9, ...lines(9, 12))] });
    await Promise.all([one, other].map(async (process) => process.get(StreamIntake).accept(late)));
    const chunks = await world.chunks();
    expect(chunks.map(({ gap }) => gap).filter((gap) => gap > 0)).toEqual([]);
    const shown = new Map<number, string>();
    for (const chunk of chunks) chunkLines(chunk).forEach((text, place) => shown.set(chunk.firstLine + place, text));
    expect([...shown.keys()].sort((a, b) => a - b).map((number) => shown.get(number))).toEqual(lines(0, 12));
  });

  it('give the rows of several writers steps of their own', async () => {
    await one.get(RunCommands).upsert(start('shared'), ANN);
    const rows = (writer: string, from: number) =>
      post('shared', { writer, files: [history(from, ...Array.from({ length: 4 }, (_, n) => `{"of":"${writer}","n":${from + n}}`))] });
    for (let from = 0; from < 12; from += 4)
      await Promise.all([one.get(StreamIntake).accept(rows('a', from)), other.get(StreamIntake).accept(rows('b', from))]);
    const chunks = (await world.chunks()).filter((chunk) => fileOfChunk(chunk.type) === 'wandb-history.jsonl');
    const steps = chunks.flatMap((chunk) => Array.from({ length: chunk.lineCount }, (_, place) => (chunk.firstStep ?? 0) + place));
    expect([...steps].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, step) => step));
  });

  it('tell the second of two that save a workspace what the first has saved', async () => {
    const { project } = await one.get(RunCommands).upsert(start('r1'), ANN);
    const save = async (process: INestApplicationContext, name: string) =>
      process.get(WorkspaceCommands).save('ann', project.projectId, 0, { name });
    const saved = await Promise.all([save(one, 'one'), save(other, 'other')]);
    expect(saved.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await eventsOf('WorkspaceSaved')).toBe(1);
  });
});
