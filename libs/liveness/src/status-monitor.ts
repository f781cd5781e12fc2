import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { HeartbeatStore, type OverdueRun } from '@runstead/heartbeats';
import { RunCommands } from '@runstead/run-commands';
import { ServerSettings } from '@runstead/run-domain';
import { LivenessMetrics } from './liveness-metrics';
import { type LivenessRules, livenessRules } from './liveness-rules';
import { RunningRuns } from './running-runs';
import { SteadyTime } from './steady-time';
import { type Disturbance, NOT_WATCHING, type Sweep, type Watch, judge, silenceLimit } from './watch';

/** More than this in one sweep waits for the next. */
const MOST_OVERDUE = 20_000;
/** How often runs that the heartbeat store does not know are given to it. */
const ADOPT_EVERY = 60_000;

/** A leader that did not sweep for so many intervals is replaced. */
const LEASE_INTERVALS = 3;

/**
 * Finds the runs that fell silent and has them marked. Sweeps every 5 s, or a fifth of a shorter limit. Of several replicas one leads; the
 * next begins with a fresh grace period. Two that both believe to lead do no harm: a verdict is a command that is decided on the run's state.
 */
@Injectable()
export class StatusMonitor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('liveness');
  private readonly rules: LivenessRules;
  private readonly id = randomUUID();
  private watch: Watch = NOT_WATCHING;
  private disturbance: Disturbance | null = null;
  private adoptedAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly heartbeats: HeartbeatStore,
    private readonly runs: RunningRuns,
    private readonly commands: RunCommands,
    private readonly steady: SteadyTime,
    private readonly metrics: LivenessMetrics,
    settings: ServerSettings,
  ) {
    this.rules = livenessRules(settings.crashAfterSeconds);
  }

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.sweeping;
  }

  /** One look at all runs. Throws when a store does not answer; the next sweep is then late, and nobody is marked for it. */
  async sweep(): Promise<void> {
    if (!(await this.heartbeats.lead(this.id, LEASE_INTERVALS * this.rules.interval))) {
      this.watch = NOT_WATCHING;
      return;
    }
    const overdue = await this.heartbeats.overdue(this.rules.limit, MOST_OVERDUE);
    const { preempting, over } = await this.runs.look(overdue.map(({ runId }) => runId));
    for (const runId of over) await this.heartbeats.forget(runId);
    const seen: Sweep = {
      now: await this.heartbeats.now(),
      steady: this.steady.now(),
      epoch: await this.heartbeats.epoch(),
      listened: await this.heartbeats.lastListened(),
      live: await this.heartbeats.count(),
      overdue: overdue.filter(({ runId }) => !over.has(runId)),
      preempting,
    };
    const { watch, lost, disturbance, heldBack } = judge(this.watch, seen, this.rules);
    this.watch = watch;
    this.say(disturbance);
    if (heldBack > 0) this.metrics.heldBack.inc(heldBack);
    await this.adopt(disturbance === 'started' || disturbance === 'store-changed');
    for (const run of lost) await this.mark(run, silenceLimit(run.runId, preempting, this.rules));
  }

  /** Once for each time that something disturbs, however many sweeps it lasts. */
  private say(disturbance: Disturbance | null): void {
    if (disturbance && disturbance !== this.disturbance) {
      this.metrics.disturbed(disturbance);
      if (disturbance !== 'started') this.logger.warn(`All runs get a fresh grace period: ${disturbance}`);
    }
    this.disturbance = disturbance;
  }

  private async mark({ runId, lastSeen }: OverdueRun, limit: number): Promise<void> {
    const run = await this.commands.heartbeatLost(runId, lastSeen, limit / 1_000);
    if (run?.state === 'running') return;
    // A crash before this line leaves a watched run that is over: the next sweep forgets it.
    await this.heartbeats.forget(runId);
    this.metrics.lost.inc();
  }

  /**
   * Every run that the catalog calls running is watched. After our start and when the store may have forgotten, all of
   * them count as heard just now; otherwise only those that the store does not know.
   */
  private async adopt(all: boolean): Promise<void> {
    const now = this.steady.now();
    if (!all && now - this.adoptedAt < ADOPT_EVERY) return;
    for (const runId of await this.runs.ids()) {
      if (all || (await this.heartbeats.lastSeen(runId)) === null) await this.heartbeats.beat(runId);
    }
    this.adoptedAt = now;
  }

  private schedule(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: unknown) => this.logger.error('A sweep failed', error instanceof Error ? error.stack : String(error)))
        .then(() => this.schedule(this.rules.interval));
    }, delay);
    this.timer.unref();
  }
}
