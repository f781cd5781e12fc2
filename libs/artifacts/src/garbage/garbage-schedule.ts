import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Peers } from '@runstead/postgres';
import { ServerSettings } from '@runstead/run-domain';
import { GarbageCollector } from './garbage-collector';

const LONGEST_MS = 6 * 3_600_000;
const SHORTEST_MS = 1_000;

/** Collects four times in a grace period, at least every six hours. A collection that fails is tried again at the next turn. */
@Injectable()
export class GarbageSchedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(GarbageSchedule.name);
  private timer: NodeJS.Timeout | null = null;
  private collecting: Promise<void> = Promise.resolve();

  constructor(
    private readonly collector: GarbageCollector,
    private readonly settings: ServerSettings,
    private readonly peers: Peers,
  ) {}

  onApplicationBootstrap(): void {
    const graceMs = this.settings.garbageAfterSeconds * 1_000;
    const pause = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, graceMs / 4));
    this.timer = setInterval(() => (this.collecting = this.collect(graceMs)), pause).unref();
  }

  /** The stores close after this. */
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.collecting;
  }

  private async collect(graceMs: number): Promise<void> {
    try {
      const { freed } = await this.peers.turn('garbage:all', async () => this.collector.collect(graceMs));
      if (freed.objects > 0) this.logger.log(`freed ${freed.bytes} bytes of ${freed.objects} deleted objects`);
    } catch (error) {
      this.logger.warn({ err: error }, 'deleted files could not be freed; they are tried again');
    }
  }
}
