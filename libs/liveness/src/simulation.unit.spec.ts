import { MemoryHeartbeats } from '@runstead/heartbeats/memory';
import { Clock } from '@runstead/run-domain';
import { livenessRules } from './liveness-rules';
import { NOT_WATCHING, type Watch, judge } from './watch';

const { imul } = Math;
const RUNS = 10_000;
const LIMIT_SECONDS = 300;
const RULES = livenessRules(LIMIT_SECONDS);
const END = 1_500;

/** Seconds from the start of the simulation, `to` exclusive. */
interface Outage {
  readonly from: number;
  readonly to: number;
}

class SecondsClock extends Clock {
  seconds = 0;

  now(): number {
    return 1_800_000_000_000 + this.seconds * 1_000;
  }
}

/** Numbers that look random and are the same in every run of the test. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Ten thousand runs that beat every 15 to 30 s, and sometimes only after 240 s, the longest silence of a healthy
 * client. Every hundredth is killed at some time. `deaf`: when the server neither hears nor sweeps.
 */
class Simulation {
  readonly clock = new SecondsClock();
  readonly killedAt = new Map<string, number>();
  readonly heardAt = new Map<string, number>();
  readonly markedAt = new Map<string, number>();
  private heartbeats = new MemoryHeartbeats(this.clock);
  private watch: Watch = NOT_WATCHING;
  private readonly random: () => number;
  private readonly due = new Map<number, string[]>();

  constructor(
    private readonly deaf: readonly Outage[],
    seed: number,
  ) {
    this.random = dice(seed);
    for (let index = 0; index < RUNS; index += 1) {
      const runId = String(index);
      if (index % 100 === 0) this.killedAt.set(runId, Math.floor(this.random() * 900));
      this.schedule(runId, Math.floor(this.random() * 30));
    }
  }

  async run(restarts: readonly number[]): Promise<void> {
    for (; this.clock.seconds < END; this.clock.seconds += 1) {
      const { seconds } = this.clock;
      if (restarts.includes(seconds)) await this.restart();
      if (this.deaf.some(({ from, to }) => seconds >= from && seconds < to)) continue;
      const over = this.deaf.find(({ to }) => seconds === to);
      await this.hear(over ? over.from : seconds, seconds);
      if (seconds % 5 === 0) await this.sweep();
    }
  }

  private async hear(from: number, to: number): Promise<void> {
    for (let second = from; second <= to; second += 1) {
      for (const runId of this.due.get(second) ?? []) {
        if (second >= (this.killedAt.get(runId) ?? END)) continue;
        await this.heartbeats.beat(runId);
        this.heardAt.set(runId, to);
        this.schedule(runId, to + (this.random() < 0.001 ? 240 : 15 + Math.floor(this.random() * 15)));
      }
      this.due.delete(second);
    }
  }

  private schedule(runId: string, second: number): void {
    const others = this.due.get(second);
    if (others) others.push(runId);
    else this.due.set(second, [runId]);
  }

  /** A new process knows nothing; every run that is called running counts as heard just now. */
  private async restart(): Promise<void> {
    this.heartbeats = new MemoryHeartbeats(this.clock);
    this.watch = NOT_WATCHING;
    for (const runId of this.heardAt.keys()) if (!this.markedAt.has(runId)) await this.heartbeats.beat(runId);
  }

  private async sweep(): Promise<void> {
    const { watch, lost } = judge(
      this.watch,
      {
        now: this.clock.now(),
        steady: this.clock.seconds * 1_000,
        epoch: await this.heartbeats.epoch(),
        listened: this.clock.now(),
        live: await this.heartbeats.count(),
        overdue: await this.heartbeats.overdue(RULES.limit, 20_000),
        preempting: new Set(),
      },
      RULES,
    );
    this.watch = watch;
    for (const { runId } of lost) {
      await this.heartbeats.forget(runId);
      this.markedAt.set(runId, this.clock.seconds);
    }
  }
}

describe('ten thousand runs, one in a hundred killed', () => {
  it.each<[string, number[], Outage[]]>([
    ['an undisturbed server', [], []],
    ['a restart', [450], []],
    ['a minute in which the server was deaf', [], [{ from: 450, to: 510 }]],
    ['ten minutes of outage', [700], [{ from: 100, to: 700 }]],
    [
      'outages and restarts one after the other',
      [60, 405, 640],
      [
        { from: 200, to: 260 },
        { from: 400, to: 405 },
        { from: 610, to: 640 },
        { from: 800, to: 1_000 },
      ],
    ],
  ])('are judged right through %s', async (_what, restarts, deaf) => {
    for (const seed of restarts.length > 1 ? [42, 43, 44] : [42]) {
      const simulation = new Simulation(deaf, seed);
      await simulation.run(restarts);
      // Those whose first beat never came were never watched.
      const expected = [...simulation.killedAt.keys()].filter((runId) => simulation.heardAt.has(runId));
      expect([...simulation.markedAt.keys()].sort()).toEqual(expected.sort());
      const delays = expected.map((runId) => {
        const heard = simulation.heardAt.get(runId)!;
        const marked = simulation.markedAt.get(runId)!;
        const observed = [...restarts, ...deaf.map(({ to }) => to)].filter((disturbed) => disturbed <= marked && disturbed > heard);
        return marked - Math.max(heard, ...observed);
      });
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(LIMIT_SECONDS);
      expect(Math.max(...delays)).toBeLessThanOrEqual(LIMIT_SECONDS + 30);
    }
  });
});
