import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLog } from '@runstead/event-log';
import { HeartbeatStore } from '@runstead/heartbeats';
import { ServerSettings } from '@runstead/run-domain';
import { livenessRules } from './liveness-rules';

/** More than this waits for the log: posts are refused (admission), so nobody is heard. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

/**
 * Says for a process that takes posts, as often as the monitor sweeps, that it does: with the log out of reach every post is answered 503,
 * and the silence of ten thousand runs is ours. Best effort, like the heartbeats themselves.
 */
@Injectable()
export class Listener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly interval: number;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    private readonly log: EventLog,
    private readonly heartbeats: HeartbeatStore,
    settings: ServerSettings,
  ) {
    this.interval = livenessRules(settings.crashAfterSeconds).interval;
  }

  onApplicationBootstrap(): void {
    this.again(0);
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  /** Throws when the log or the heartbeat store does not answer; then nothing is said. */
  async say(): Promise<void> {
    if (this.log.waitingBytes() > MOST_WAITING_BYTES) return;
    await this.log.endOffset('run-streams', 0);
    await this.heartbeats.listening();
  }

  private again(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.say()
        .catch(() => undefined)
        .then(() => this.again(this.interval));
    }, delay);
    this.timer.unref();
  }
}
