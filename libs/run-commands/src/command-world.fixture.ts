import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ClickHouse } from '@runstead/clickhouse';
import { EventLog } from '@runstead/event-log';
import { EmbeddedEventLog } from '@runstead/event-log/embedded';
import { HeartbeatStore } from '@runstead/heartbeats';
import { MemoryHeartbeats } from '@runstead/heartbeats/memory';
import { ObjectStore } from '@runstead/object-store';
import { FilesystemObjectStore } from '@runstead/object-store/filesystem';
import { SqlPool } from '@runstead/postgres';
import { PglitePool } from '@runstead/postgres/pglite';
import { CatalogProjector, ProjectionRunner, ProjectorList, StreamsProjector } from '@runstead/projections';
import { Clock, Ids, type LoggedEvent, RandomIds, type StreamChunk, SystemClock, type Topic, decodeChunk, decodeEvent } from '@runstead/run-domain';
import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { FaultyLog } from './faulty-log.fixture';
import { LogStoredLines } from './log-stored-lines.fixture';
import { RunCommandsModule } from './run-commands.module';
import { StoredLines } from './stored-lines';

const TABLES = ['projection_checkpoint', 'projects', 'runs', 'run_summaries', 'run_streams', 'run_files', 'alerts', 'workspaces'];

/** A real log and a real database; `start` is a process of the server over them. */
export class CommandWorld {
  private readonly processes: INestApplicationContext[] = [];

  private constructor(
    private readonly directory: string,
    readonly log: FaultyLog,
    readonly pool: PglitePool,
    readonly objects: FilesystemObjectStore,
  ) {}

  static async openPool(): Promise<PglitePool> {
    const pool = await PglitePool.inMemory();
    await pool.migrate();
    return pool;
  }

  /** A new log; the pool, which takes a second to open, is emptied. */
  static async open(pool: PglitePool): Promise<CommandWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'run-commands-'));
    const log = await EmbeddedEventLog.open(join(directory, 'log'), { clock: new SystemClock() });
    await sql.raw(`TRUNCATE ${TABLES.join(', ')}`).execute(pool.db);
    return new CommandWorld(directory, new FaultyLog(log), pool, await FilesystemObjectStore.open(join(directory, 'objects')));
  }

  /** `projecting` false: the projectors do not run, as if they were far behind. */
  async start({ projecting = true }: { readonly projecting?: boolean } = {}): Promise<INestApplicationContext> {
    const clock = new SystemClock();
    const ports = [
      { provide: EventLog, useValue: this.log },
      { provide: SqlPool, useValue: this.pool },
      { provide: ObjectStore, useValue: this.objects },
      { provide: HeartbeatStore, useValue: new MemoryHeartbeats(clock) },
      { provide: Clock, useValue: clock },
      { provide: Ids, useValue: new RandomIds(() => clock.now()) },
      { provide: Registry, useValue: new Registry() },
      // Never asked: its projectors do not run here, and stored lines are read from the log.
      { provide: ClickHouse, useValue: {} },
    ];
    @Module({})
    class Ports {}
    const platform = { module: Ports, global: true, providers: ports, exports: ports.map(({ provide }) => provide) };
    const projectors = projecting ? [new CatalogProjector(), new StreamsProjector()] : [];
    const module = await Test.createTestingModule({ imports: [platform, RunCommandsModule] })
      .overrideProvider(ProjectorList)
      .useValue(new ProjectorList(projectors))
      .overrideProvider(StoredLines)
      .useValue(new LogStoredLines(this.log))
      .compile();
    await module.get(ProjectionRunner, { strict: false }).start();
    this.processes.push(module);
    return module;
  }

  async events(): Promise<LoggedEvent[]> {
    return (await this.records('run-events')).map(decodeEvent);
  }

  async chunks(): Promise<StreamChunk[]> {
    return (await this.records('run-streams')).map(decodeChunk);
  }

  async stop(process: INestApplicationContext): Promise<void> {
    await process.get(ProjectionRunner, { strict: false }).stop();
  }

  async close(): Promise<void> {
    for (const process of this.processes) await this.stop(process);
    await this.log.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async records(topic: Topic): ReturnType<EventLog['read']> {
    return this.log.read(topic, 0, 0, { maxRecords: 100_000, maxBytes: 1e9 });
  }
}
