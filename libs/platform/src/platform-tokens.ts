import { Registry } from 'prom-client';
import { Clock, Ids, ServerSettings } from '@runstead/run-domain';
import { EventLog } from '@runstead/event-log';
import { Peers, SqlPool } from '@runstead/postgres';
import { ClickHouse } from '@runstead/clickhouse';
import { HeartbeatStore } from '@runstead/heartbeats';
import { ObjectStore, UrlSigner } from '@runstead/object-store';
import { Readiness } from './readiness';
import { StartNotices } from './start-notices';

/** What features may inject. */
export const PLATFORM_TOKENS = [
  EventLog,
  SqlPool,
  Peers,
  ClickHouse,
  HeartbeatStore,
  ObjectStore,
  UrlSigner,
  Clock,
  Ids,
  ServerSettings,
  Registry,
  Readiness,
  StartNotices,
];
