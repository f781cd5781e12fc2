import type { Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Clock, Ids, RandomIds, ServerSettings, SystemClock } from '@runstead/run-domain';
import { EventLog } from '@runstead/event-log';
import { NoPeers, Peers, SqlPool } from '@runstead/postgres';
import { ClickHouse } from '@runstead/clickhouse';
import { HeartbeatStore } from '@runstead/heartbeats';
import { ObjectStore, UrlSigner } from '@runstead/object-store';
import type { ServerConfig } from './config';
import { type EmbeddedOptions, type EmbeddedStores, openEmbeddedStores } from './embedded-stores';
import { makeRegistry } from './metrics';
import { Readiness } from './readiness';
import { serverSettings } from './server-settings';
import { StartNotices } from './start-notices';

/** Holds the open stores, so that one provider opens and one place closes them. */
export class EmbeddedPlatform {
  constructor(readonly stores: EmbeddedStores) {}
}

/** `staticDir`: folder of the built web application. */
export function embeddedProviders(config: ServerConfig, version: string, staticDir: string): Provider[] {
  return [
    { provide: Clock, useClass: SystemClock },
    { provide: Ids, useFactory: (clock: Clock) => new RandomIds(() => clock.now()), inject: [Clock] },
    {
      provide: EmbeddedPlatform,
      useFactory: async (clock: Clock) => new EmbeddedPlatform(await openEmbeddedStores(config.dataDir, clock, storeOptions(config))),
      inject: [Clock],
    },
    fromStores(EventLog, (stores) => stores.log),
    { provide: Peers, useClass: NoPeers },
    fromStores(SqlPool, (stores) => stores.postgres),
    fromStores(ClickHouse, (stores) => stores.clickHouse),
    fromStores(HeartbeatStore, (stores) => stores.heartbeats),
    fromStores(ObjectStore, (stores) => stores.objects),
    fromStores(StartNotices, (stores) => new StartNotices(stores.notices)),
    fromStores(ServerSettings, (stores) => serverSettings(config, version, staticDir, stores.signingSecret)),
    {
      provide: UrlSigner,
      useFactory: (platform: EmbeddedPlatform, clock: Clock) => new UrlSigner(platform.stores.signingSecret, () => clock.now()),
      inject: [EmbeddedPlatform, Clock],
    },
    { provide: Registry, useFactory: makeRegistry },
    { provide: Readiness, useFactory: storeReadiness, inject: [SqlPool, ClickHouse] },
  ];
}

function storeOptions({ logSegmentBytes, failpoint }: ServerConfig): EmbeddedOptions {
  return { segmentBytes: logSegmentBytes, failpoint };
}

function fromStores<T>(token: abstract new (...args: never[]) => T, pick: (stores: EmbeddedStores) => T): Provider {
  return { provide: token, useFactory: (platform: EmbeddedPlatform): T => pick(platform.stores), inject: [EmbeddedPlatform] };
}

function storeReadiness(postgres: SqlPool, clickHouse: ClickHouse): Readiness {
  const readiness = new Readiness();
  readiness.add('postgres', () => postgres.ping(2_000));
  readiness.add('clickhouse', () => clickHouse.ping(2_000));
  return readiness;
}
