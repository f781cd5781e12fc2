import 'reflect-metadata';
import { Module, Global } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Registry } from 'prom-client';
import { ClickHouse } from '@runstead/clickhouse';
import { EventLog } from '@runstead/event-log';
import { ObjectStore } from '@runstead/object-store';
import { NoPeers, Peers, SqlPool } from '@runstead/postgres';
import { Clock, SystemClock } from '@runstead/run-domain';
import { ChangeFeed } from './change-feed';
import { ProjectionHealth } from './projection-health';
import { ProjectionProgress } from './projection-progress';
import { ProjectionRunner, ProjectorList } from './projection-runner';
import { ProjectionsModule } from './projections.module';

const ports = [
  // Nothing is asked of the stores before the application starts.
  { provide: EventLog, useValue: Object.create(EventLog.prototype) as EventLog },
  { provide: SqlPool, useValue: Object.create(SqlPool.prototype) as SqlPool },
  { provide: Peers, useClass: NoPeers },
  { provide: ClickHouse, useValue: Object.create(ClickHouse.prototype) as ClickHouse },
  { provide: ObjectStore, useValue: Object.create(ObjectStore.prototype) as ObjectStore },
  { provide: Clock, useClass: SystemClock },
  { provide: Registry, useFactory: () => new Registry() },
];

@Global()
@Module({ providers: ports, exports: ports })
class Ports {}

describe('ProjectionsModule', () => {
  it('puts its parts together over the ports, each projection once', async () => {
    const module = await Test.createTestingModule({ imports: [Ports, ProjectionsModule] }).compile();
    for (const part of [ChangeFeed, ProjectionProgress, ProjectionHealth, ProjectionRunner]) expect(module.get(part)).toBeInstanceOf(part);
    const ids = module.get(ProjectorList, { strict: false }).projectors.map((projector) => projector.id);
    expect(ids).toEqual(expect.arrayContaining(['catalog', 'streams', 'metrics', 'dead-letters']));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
