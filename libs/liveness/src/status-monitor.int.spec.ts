import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { HeartbeatStore } from '@runstead/heartbeats';
import { PlatformModule } from '@runstead/platform';
import { ProjectionRunner, ProjectionsModule } from '@runstead/projections';
import { RunCommands, RunDirectory, StreamIntake } from '@runstead/run-commands';
import { Clock } from '@runstead/run-domain';
import { Listener } from './listener';
import { ListeningModule } from './listening.module';
import { LivenessModule } from './liveness.module';
import { StatusMonitor } from './status-monitor';
import { SteadyTime } from './steady-time';

class HandClock extends Clock {
  time = Date.UTC(2026, 10, 20);

  now(): number {
    return this.time;
  }
}

const NOTHING = { displayName: null, notes: null, tags: null, group: null, jobType: null, commit: null, repo: null, sweep: null };

describe('StatusMonitor over the real stores', () => {
  const clock = new HandClock();
  const steady: SteadyTime = { now: () => clock.time };
  let directory: string;
  let server: TestingModule;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'runstead-liveness-'));
    const config = {
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://runstead.test',
      dataDir: directory,
      adminUser: 'local',
      adminApiKey: null,
      crashAfterSeconds: 300,
      logLevel: 'silent',
      logSegmentBytes: null,
      failpoint: null,
      garbageAfterSeconds: 86_400,
    };
    server = await Test.createTestingModule({
      imports: [PlatformModule.embedded(config, '0.0.0', directory), ProjectionsModule, LivenessModule, ListeningModule],
    })
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(SteadyTime)
      .useValue(steady)
      .compile();
    server.useLogger(false);
    await server.get(ProjectionRunner, { strict: false }).start();
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }, 60_000);

  const create = async (name: string): Promise<string> => {
    const details = { ...NOTHING, host: 'node1', program: 'train.py' };
    const input = { runId: null, entity: 'ann', project: 'demo', name, details, config: {}, mergeConfig: false, summary: null };
    const { run } = await server.get(RunCommands, { strict: false }).upsert(input, { username: 'ann' });
    return run.runId;
  };
  const beat = async (runName: string, told = {}): Promise<void> => {
    const post = { principalName: 'ann', run: null, entity: 'ann', project: 'demo', runName, writer: '', files: [], exitCode: null };
    await server.get(StreamIntake, { strict: false }).accept({ ...post, complete: false, preempting: false, uploaded: [], ...told });
  };
  const state = async (runId: string): Promise<string | undefined> =>
    (await server.get(RunDirectory, { strict: false }).byRunId(runId))?.state;
  const pass = async (seconds: number, alive: string, listening = true): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 5) {
      clock.time += 5_000;
      if (passed % 30 === 0) await beat(alive);
      if (listening) await server.get(Listener, { strict: false }).say();
      await server.get(StatusMonitor).sweep();
    }
  };

  it('marks who fell silent, spares who speaks, and watches on after it forgot everything', async () => {
    const [alive, silent, leaving] = [await create('alive'), await create('silent'), await create('leaving')];
    await beat('leaving', { preempting: true });
    const lastSeen = clock.time;
    await server.get(Listener, { strict: false }).say();
    await server.get(StatusMonitor).sweep();
    await pass(295, 'alive');
    expect([await state(alive), await state(silent)]).toEqual(['running', 'running']);
    await pass(10, 'alive');
    expect([await state(alive), await state(silent), await state(leaving)]).toEqual(['running', 'crashed', 'running']);
    const crash = (await server.get(RunDirectory, { strict: false }).byRunId(silent))?.timeline.at(-1);
    expect(crash).toMatchObject({ actor: 'system:status-monitor', cause: 'RunHeartbeatLost' });
    expect(crash?.evidence).toBe(`nothing heard since ${new Date(lastSeen).toISOString().slice(0, 19)}Z (limit 300 s)`);

    await beat('silent');
    expect(await state(silent)).toBe('running');
    // The store forgets a run that is still running: it is found again and watched from then on.
    await server.get(HeartbeatStore, { strict: false }).forget(silent);
    await pass(390, 'alive');
    expect([await state(alive), await state(silent), await state(leaving)]).toEqual(['running', 'crashed', 'running']);
    await pass(600, 'alive');
    expect([await state(alive), await state(leaving)]).toEqual(['running', 'preempted']);
    expect(await server.get(HeartbeatStore, { strict: false }).count()).toBe(1);
  }, 120_000);

  it('forgives a silence in which nobody took posts', async () => {
    const [alive, silent] = [await create('alive-2'), await create('silent-2')];
    await beat('silent-2');
    await pass(200, 'alive-2');
    await pass(60, 'alive-2', false);
    await pass(290, 'alive-2');
    expect([await state(alive), await state(silent)]).toEqual(['running', 'running']);
    await pass(20, 'alive-2');
    expect([await state(alive), await state(silent)]).toEqual(['running', 'crashed']);
  }, 120_000);

  it('does nothing while another one leads, and begins anew when it takes over', async () => {
    const [alive, silent] = [await create('alive-3'), await create('silent-3')];
    await beat('silent-3');
    const store = server.get(HeartbeatStore, { strict: false });
    clock.time += 60_000;
    expect(await store.lead('another', 3_600_000)).toBe(true);
    await pass(600, 'alive-3');
    expect([await state(alive), await state(silent)]).toEqual(['running', 'running']);
    await store.lead('another', 0);
    await pass(295, 'alive-3');
    expect(await state(silent)).toBe('running');
    await pass(15, 'alive-3');
    expect([await state(alive), await state(silent)]).toEqual(['running', 'crashed']);
  }, 120_000);
});
