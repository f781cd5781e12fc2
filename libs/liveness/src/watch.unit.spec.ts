import type { OverdueRun } from '@runstead/heartbeats';
import { livenessRules } from './liveness-rules';
import { NOT_WATCHING, type Sweep, type Verdict, type Watch, judge } from './watch';

const RULES = livenessRules(300);
const START = 1_800_000_000_000;

/** Sweeps every five seconds unless it is told otherwise. */
class Monitor {
  watch: Watch = NOT_WATCHING;
  now = START;
  steady = 50;

  sweep(overdue: readonly OverdueRun[], told: Partial<Sweep> = {}): Verdict {
    const { now, steady } = this;
    const seen = { now, steady, epoch: 'e', listened: now, live: 1_000, overdue, preempting: new Set<string>(), ...told };
    const verdict = judge(this.watch, seen, RULES);
    this.watch = verdict.watch;
    return verdict;
  }

  wait(milliseconds: number, onSteadyClock = milliseconds): void {
    this.now += milliseconds;
    this.steady += onSteadyClock;
  }

  /** Quiet sweeps for so long. */
  watchFor(seconds: number): void {
    for (let passed = 0; passed < seconds; passed += 5) {
      this.wait(5_000);
      this.sweep([]);
    }
  }
}

const silentSince = (seconds: number, ...runIds: string[]): OverdueRun[] =>
  runIds.map((runId) => ({ runId, lastSeen: START + seconds * 1_000 }));
const ids = ({ lost }: Verdict): string[] => lost.map(({ runId }) => runId);

describe('who is lost', () => {
  it('sweeps often enough for short limits too', () => {
    expect(livenessRules(300)).toEqual({ limit: 300_000, interval: 5_000, deafAfter: 35_000 });
    expect(livenessRules(5)).toEqual({ limit: 5_000, interval: 1_000, deafAfter: 3_000 });
  });

  it('is a run that was silent for the whole limit while we listened', () => {
    const monitor = new Monitor();
    expect(monitor.sweep(silentSince(-1_000, 'a')).disturbance).toBe('started');
    monitor.watchFor(295);
    expect(ids(monitor.sweep(silentSince(-1_000, 'a')))).toEqual([]);
    monitor.wait(5_000);
    expect(ids(monitor.sweep(silentSince(-1_000, 'a')))).toEqual(['a']);
  });

  it.each([
    ['deaf', (monitor: Monitor): void => monitor.wait(40_000), {}],
    ['clock-jump', (monitor: Monitor): void => monitor.wait(3_600_000, 5_000), {}],
    ['clock-jump', (monitor: Monitor): void => monitor.wait(-60_000, 5_000), {}],
    ['store-changed', (monitor: Monitor): void => monitor.wait(5_000), { epoch: 'other' }],
    ['nobody-listened', (monitor: Monitor): void => monitor.wait(5_000), { listened: null }],
    ['nobody-listened', (monitor: Monitor): void => monitor.wait(5_000), { listened: START + 605_000 - 35_001 }],
  ])('is nobody for a whole limit after: %s', (disturbance, disturb, told) => {
    const monitor = new Monitor();
    monitor.sweep([]);
    monitor.watchFor(600);
    disturb(monitor);
    const verdict = monitor.sweep(silentSince(0, 'a'), told);
    expect([verdict.disturbance, ids(verdict)]).toEqual([disturbance, []]);
    monitor.watch = { ...monitor.watch, last: { ...monitor.watch.last!, epoch: 'e' } };
    monitor.watchFor(295);
    expect(ids(monitor.sweep(silentSince(0, 'a')))).toEqual([]);
    monitor.wait(5_000);
    expect(ids(monitor.sweep(silentSince(0, 'a')))).toEqual(['a']);
  });

  it('may be found while those who take posts were away for less than the margin', () => {
    const monitor = new Monitor();
    monitor.sweep([]);
    monitor.watchFor(300);
    expect(ids(monitor.sweep(silentSince(0, 'a'), { listened: monitor.now - 35_000 }))).toEqual(['a']);
  });

  it('is not a run that announced its pre-emption, until four times the limit', () => {
    const monitor = new Monitor();
    const preempting = new Set(['p']);
    monitor.sweep([]);
    monitor.watchFor(1_195);
    expect(ids(monitor.sweep(silentSince(0, 'p', 'q'), { preempting }))).toEqual(['q']);
    monitor.wait(5_000);
    expect(ids(monitor.sweep(silentSince(0, 'p'), { preempting }))).toEqual(['p']);
  });

  it('is nobody when suddenly too many are silent, until a sweep a minute later confirms it', () => {
    const monitor = new Monitor();
    monitor.sweep([]);
    monitor.watchFor(400);
    const many = Array.from({ length: 51 }, (_, index) => `r${index}`);
    expect(monitor.sweep(silentSince(0, ...many))).toMatchObject({ lost: [], heldBack: 51 });
    for (let passed = 0; passed < 55; passed += 5) {
      monitor.wait(5_000);
      expect(ids(monitor.sweep(silentSince(0, ...many)))).toEqual([]);
    }
    monitor.wait(5_000);
    expect(ids(monitor.sweep(silentSince(0, ...many.slice(0, 50), 'late', 'later')))).toEqual(many.slice(0, 50));
  });

  it('is believed at once when it is one of two, or fifty of a thousand', () => {
    const monitor = new Monitor();
    monitor.sweep([]);
    monitor.watchFor(400);
    expect(ids(monitor.sweep(silentSince(0, 'a', 'b'), { live: 2 }))).toEqual(['a', 'b']);
    const fifty = Array.from({ length: 50 }, (_, index) => `r${index}`);
    expect(ids(monitor.sweep(silentSince(0, ...fifty)))).toEqual(fifty);
  });
});
