import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { Registry } from 'prom-client';
import { Clock, Ids, RandomIds, ServerSettings, SystemClock } from '@runstead/run-domain';
import { EventLog } from '@runstead/event-log';
import { SqlPool } from '@runstead/postgres';
import { ClickHouse } from '@runstead/clickhouse';
import { HeartbeatStore } from '@runstead/heartbeats';
import { ObjectStore, UrlSigner } from '@runstead/object-store';
import { type EmbeddedStores, closeEmbeddedStores, openEmbeddedStores } from './embedded-stores';
import { HealthController } from './health.controller';
import { loggerParams } from './logging';
import { makeRegistry } from './metrics';
import { Readiness } from './readiness';
import type { ServerConfig } from './config';

/** What the start found and mended, for the operator; each is one sentence. */
export class StartNotices {
  constructor(readonly sentences: readonly string[]) {}
}

class EmbeddedPlatform {
  constructor(readonly stores: EmbeddedStores) {}
}

/** Binds every port to an adapter. `embedded` and (with the distributed deployment) `distributed` are the only places that name adapters. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly platform: EmbeddedPlatform) {}

  /** `paths.staticDir`: folder of the built web application. */
  static embedded(config: ServerConfig, version: string, staticDir: string): DynamicModule {
    const store = <T>(token: abstract new (...args: never[]) => T, pick: (stores: EmbeddedStores) => T) => ({
      provide: token,
      useFactory: (platform: EmbeddedPlatform): T => pick(platform.stores),
      inject: [EmbeddedPlatform],
    });
    const exported = [
      EventLog,
      SqlPool,
      ClickHouse,
      HeartbeatStore,
      ObjectStore,
      UrlSigner,
      Clock,
      Ids,
      ServerSettings,
      Registry,
      Readiness,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [LoggerModule.forRoot(loggerParams(config.logLevel))],
      controllers: [HealthController],
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Ids, useFactory: (clock: Clock) => new RandomIds(() => clock.now()), inject: [Clock] },
        {
          provide: EmbeddedPlatform,
          useFactory: async (clock: Clock) => new EmbeddedPlatform(await openEmbeddedStores(config.dataDir, clock)),
          inject: [Clock],
        },
        store(EventLog, (stores) => stores.log),
        store(SqlPool, (stores) => stores.postgres),
        store(ClickHouse, (stores) => stores.clickHouse),
        store(HeartbeatStore, (stores) => stores.heartbeats),
        store(ObjectStore, (stores) => stores.objects),
        {
          provide: UrlSigner,
          useFactory: (platform: EmbeddedPlatform, clock: Clock) => new UrlSigner(platform.stores.signingSecret, () => clock.now()),
          inject: [EmbeddedPlatform, Clock],
        },
        {
          provide: ServerSettings,
          useFactory: (platform: EmbeddedPlatform): ServerSettings => ({
            publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
            crashAfterSeconds: config.crashAfterSeconds,
            version,
            signingSecret: platform.stores.signingSecret,
            staticDir,
            adminUser: config.adminUser,
            adminApiKey: config.adminApiKey,
          }),
          inject: [EmbeddedPlatform],
        },
        { provide: Registry, useFactory: makeRegistry },
        {
          provide: StartNotices,
          useFactory: (platform: EmbeddedPlatform) => new StartNotices(platform.stores.notices),
          inject: [EmbeddedPlatform],
        },
        {
          provide: Readiness,
          useFactory: (postgres: SqlPool, clickHouse: ClickHouse) => {
            const readiness = new Readiness();
            readiness.add('postgres', () => postgres.ping(2_000));
            readiness.add('clickhouse', () => clickHouse.ping(2_000));
            return readiness;
          },
          inject: [SqlPool, ClickHouse],
        },
      ],
      exports: exported,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await closeEmbeddedStores(this.platform.stores);
  }
}
