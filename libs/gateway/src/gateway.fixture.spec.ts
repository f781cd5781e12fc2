import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AccountCommands, Sessions } from '@runstead/accounts';
import { ClickHouse } from '@runstead/clickhouse';
import { ChdbClickHouse } from '@runstead/clickhouse/chdb';
import { EventLog } from '@runstead/event-log';
import { EmbeddedEventLog } from '@runstead/event-log/embedded';
import { HeartbeatStore } from '@runstead/heartbeats';
import { MemoryHeartbeats } from '@runstead/heartbeats/memory';
import { ObjectStore, UrlSigner } from '@runstead/object-store';
import { FilesystemObjectStore } from '@runstead/object-store/filesystem';
import { SqlPool } from '@runstead/postgres';
import { PglitePool } from '@runstead/postgres/pglite';
import { RunCommands } from '@runstead/run-commands';
import { Clock, Ids, RandomIds, type Run, type RunDetails, ServerSettings, SystemClock } from '@runstead/run-domain';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { GatewayModule } from './gateway.module';

export const ADMIN_KEY = 'local-0123456789012345678901234567890123456789';
export const keyOf = (username: string): string => `key-of-${username}-`.padEnd(48, '0');
export const basic = (key: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(`api:${key}`).toString('base64')}`,
});
export const admin = basic(ADMIN_KEY);

const NOTHING_TOLD: RunDetails = {
  displayName: null,
  notes: null,
  tags: null,
  group: null,
  jobType: null,
  commit: null,
  host: null,
  program: null,
  repo: null,
  sweep: null,
};

export interface Gateway {
  readonly app: NestFastifyApplication;
  readonly http: FastifyInstance;
  readonly staticDir: string;
  get<T>(token: abstract new (...args: never[]) => T): T;
  /** A user with a key (`keyOf`), who is a member of nothing but their own entity. */
  addUser(username: string): Promise<{ authorization: string }>;
  addTeam(name: string, members: { username: string; role: 'owner' | 'admin' | 'member' | 'viewer' }[]): Promise<void>;
  /** A running run with its project, as the SDK announces it. */
  addRun(entity: string, project: string, name: string, details?: Partial<RunDetails>): Promise<Run>;
  storeFile(runId: string, name: string, content: string | Buffer): Promise<void>;
  /** A cookie header of a fresh session. */
  session(username: string): Promise<{ cookie: string }>;
  stop(): Promise<void>;
}

/** Every feature on real embedded stores, in a directory of its own. */
export async function startGateway(): Promise<Gateway> {
  const directory = await mkdtemp(join(tmpdir(), 'runstead-gateway-'));
  const staticDir = join(directory, 'ui');
  const testing = await Test.createTestingModule({ imports: [await stores(directory, staticDir), GatewayModule] }).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(adapter(), { bodyParser: false, logger: ['fatal'] });
  await app.init();
  const http = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await http.ready();
  const accounts = app.get(AccountCommands);
  await accounts.ensureAdministrator();
  return {
    app,
    http,
    staticDir,
    get: (token) => app.get(token),
    addUser: async (username) => {
      await accounts.saveUser(username, { apiKey: keyOf(username) }, 'local');
      return basic(keyOf(username));
    },
    addTeam: async (name, members) => void (await accounts.saveTeam(name, members, 'local')),
    addRun: async (entity, project, name, details = {}) => {
      const input = {
        runId: null,
        entity,
        project,
        name,
        details: { ...NOTHING_TOLD, ...details },
        config: null,
        mergeConfig: false,
        summary: null,
      };
      return (await app.get(RunCommands).upsert(input, { username: entity })).run;
    },
    storeFile: async (runId, name, content) => {
      const stored = await app.get(ObjectStore).put(`runs/${runId}/${randomUUID()}`, Readable.from([Buffer.from(content)]));
      const file = { name, size: stored.size, md5: stored.md5, objectKey: stored.key, contentType: 'text/html' };
      await app.get(RunCommands).storeFile(runId, file, 'local');
    },
    session: async (username) => ({ cookie: `runstead_session=${(await app.get(Sessions).start(username)).token}` }),
    stop: async () => {
      await app.close();
      for (const store of [EventLog, SqlPool, ClickHouse, HeartbeatStore, ObjectStore]) await app.get(store).close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A small build of the web application. */
export async function buildUi(staticDir: string): Promise<void> {
  await mkdir(join(staticDir, 'assets'), { recursive: true });
  await writeFile(
    join(staticDir, 'index.html'),
    '<!doctype html><title>Runstead</title><script type="module" src="/assets/index-Us9UjEDg.js"></script>',
  );
  await writeFile(join(staticDir, 'assets', 'index-Us9UjEDg.js'), `export const text = ${JSON.stringify('x'.repeat(5_000))};`);
  await writeFile(join(staticDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}

function adapter(): FastifyAdapter {
  const made = new FastifyAdapter({ routerOptions: { maxParamLength: 4_096, caseSensitive: true }, forceCloseConnections: 'idle' });
  const fastify = made.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body: string, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body));
    } catch {
      done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400 }));
    }
  });
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  return made;
}

@Global()
@Module({})
class Stores {}

async function stores(directory: string, staticDir: string): Promise<DynamicModule> {
  const clock = new SystemClock();
  const pool = await PglitePool.inMemory({});
  await pool.migrate();
  const clickHouse = await ChdbClickHouse.open(join(directory, 'clickhouse'));
  await clickHouse.migrate();
  const settings: ServerSettings = {
    publicUrl: 'http://localhost:8080',
    crashAfterSeconds: 300,
    version: '0.0.0-test',
    signingSecret: 'ab'.repeat(32),
    staticDir,
    adminUser: 'local',
    adminApiKey: ADMIN_KEY,
  };
  const providers = [
    { provide: Clock, useValue: clock },
    { provide: Ids, useValue: new RandomIds(() => clock.now()) },
    { provide: EventLog, useValue: await EmbeddedEventLog.open(join(directory, 'log'), { clock }) },
    { provide: SqlPool, useValue: pool },
    { provide: ClickHouse, useValue: clickHouse },
    { provide: HeartbeatStore, useValue: new MemoryHeartbeats(clock) },
    { provide: ObjectStore, useValue: await FilesystemObjectStore.open(directory) },
    { provide: UrlSigner, useValue: new UrlSigner(settings.signingSecret, () => clock.now()) },
    { provide: ServerSettings, useValue: settings },
    { provide: Registry, useValue: new Registry() },
  ];
  return { module: Stores, providers, exports: providers.map(({ provide }) => provide) };
}
