import type { Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Clock, Ids, RandomIds, ServerSettings, SystemClock } from '@runstead/run-domain';
import { EventLog } from '@runstead/event-log';
import { Peers, SqlPool } from '@runstead/postgres';
import { ClickHouse } from '@runstead/clickhouse';
import { HeartbeatStore } from '@runstead/heartbeats';
import { ObjectStore, UrlSigner } from '@runstead/object-store';
import { makeRegistry } from '../metrics';
import { serverSettings } from '../server-settings';
import { StartNotices } from '../start-notices';
import { Readiness } from '../readiness';
import type { DistributedConfig } from './distributed-config';
import { type DistributedStores, type Identity, openDistributedStores } from './distributed-stores';
import { storeReadiness, type Vital } from './store-readiness';

/** Holds the open stores, so that one provider opens and one place closes them. */
export class DistributedPlatform {
  constructor(readonly stores: DistributedStores) {}
}

export interface ServiceOptions extends Identity {
  readonly version: string;
  /** Without these the service is of no use; others may be away. */
  readonly vital: readonly Vital[];
  /** Folder of the built web application; empty for services that have no pages. */
  readonly staticDir: string;
}

export function distributedProviders(config: DistributedConfig, options: ServiceOptions): Provider[] {
  const { version, staticDir, vital } = options;
  return [
    { provide: Clock, useClass: SystemClock },
    { provide: Ids, useFactory: (clock: Clock) => new RandomIds(() => clock.now()), inject: [Clock] },
    {
      provide: DistributedPlatform,
      useFactory: async (clock: Clock) => new DistributedPlatform(await openDistributedStores(config.stores, options, clock)),
      inject: [Clock],
    },
    fromStores(EventLog, (stores) => stores.log),
    fromStores(SqlPool, (stores) => stores.postgres),
    fromStores(Peers, (stores) => stores.peers),
    fromStores(ClickHouse, (stores) => stores.clickHouse),
    fromStores(HeartbeatStore, (stores) => stores.heartbeats),
    fromStores(ObjectStore, (stores) => stores.objects),
    fromStores(StartNotices, (stores) => new StartNotices(stores.notices)),
    fromStores(ServerSettings, (stores) => serverSettings(config, version, staticDir, stores.signingSecret)),
    fromStores(Readiness, (stores) => storeReadiness(stores, vital)),
    {
      provide: UrlSigner,
      useFactory: (platform: DistributedPlatform, clock: Clock) => new UrlSigner(platform.stores.signingSecret, () => clock.now()),
      inject: [DistributedPlatform, Clock],
    },
    { provide: Registry, useFactory: makeRegistry },
  ];
}

function fromStores<T>(token: abstract new (...args: never[]) => T, pick: (stores: DistributedStores) => T): Provider {
  return { provide: token, useFactory: (platform: DistributedPlatform): T => pick(platform.stores), inject: [DistributedPlatform] };
}
