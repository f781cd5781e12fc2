import fc from 'fast-check';
import { decodeEvent, encodeEvent } from '../events/event-codec';
import type { RunEvent } from '../events/run-event';
import { arbitraryJsonObject } from '../fixtures/arbitrary-json';
import type { Run } from '../run';
import { decide } from './decide';
import { stampEvents } from './event-draft';
import { evolve } from './evolve';
import { generateDisplayName } from './generate-display-name';
import type { RunCommand } from './run-command';
import { CountedIds, IDENTITY, NOTHING_TOLD, announcement, heard } from '../fixtures/run-life';

const text = fc.option(fc.string(), { nil: null });
const command: fc.Arbitrary<RunCommand> = fc.oneof(
  fc
    .record({ config: fc.option(arbitraryJsonObject, { nil: null }), merge: fc.boolean(), notes: text, program: text })
    .map(({ config, merge, notes, program }) => announcement({ config, mergeConfig: merge, details: { ...NOTHING_TOLD, notes, program } })),
  fc
    .record({
      newLines: fc.boolean(),
      preempting: fc.boolean(),
      writer: fc.constantFrom('', 'w'),
      exitCode: fc.option(fc.nat(255), { nil: null }),
    })
    .map(heard),
  fc.record({ type: fc.constant('lose-heartbeat' as const), lastSeen: fc.nat(2e12), limitSeconds: fc.nat(300) }),
  fc.constantFrom<RunCommand>(
    { type: 'stub', identity: IDENTITY },
    { type: 'request-stop' },
    { type: 'delete' },
    { type: 'restore' },
    { type: 'change-details', changes: { tags: ['x'], displayName: null } },
    { type: 'delete-file', name: 'a' },
  ),
);

/** Events in an order that commands could have made, and then shuffled into one that they could not. */
const history = fc.array(command, { maxLength: 25 }).map((commands) => {
  const ids = new CountedIds();
  const events: RunEvent[] = [];
  let run: Run | null = null;
  commands.forEach((told, index) => {
    const made = stampEvents(decide(run, told), { key: '7', time: 1_000 * index, actor: 'ann' }, ids);
    run = made.reduce<Run | null>(evolve, run);
    events.push(...made);
  });
  return events;
});
const shuffled = history.chain((events) => fc.shuffledSubarray(events, { minLength: events.length }));
const fold = (run: Run | null, events: readonly RunEvent[]): Run | null => events.reduce<Run | null>(evolve, run);

describe('evolve', () => {
  it('never throws, never changes its input, and gives the same again, in any order of events', () => {
    fc.assert(
      fc.property(shuffled, (events) => {
        let run: Run | null = null;
        for (const event of events) {
          const frozen: Run | null =
            run === null ? null : Object.freeze({ ...(run as Run), timeline: Object.freeze([...(run as Run).timeline]) });
          run = evolve(frozen, event);
          expect(evolve(frozen, event)).toEqual(run);
        }
      }),
    );
  });

  it('gives the same state however the events are split, and from their stored form', () => {
    fc.assert(
      fc.property(history, fc.nat(), (events, cut) => {
        const at = events.length === 0 ? 0 : cut % events.length;
        const whole = fold(null, events);
        expect(fold(fold(null, events.slice(0, at)), events.slice(at))).toEqual(whole);
        expect(
          fold(
            null,
            events.map((event) => decodeEvent(encodeEvent(event)) as RunEvent),
          ),
        ).toEqual(whole);
      }),
    );
  });

  it('keeps state, end and exit code in agreement', () => {
    fc.assert(
      fc.property(shuffled, (events) => {
        const run = fold(null, events);
        if (!run) return;
        expect(run.endedAt === null).toBe(run.state === 'running' || run.state === 'pending');
        expect(run.exitCode !== null).toBe(['finished', 'failed', 'killed'].includes(run.state));
      }),
    );
  });
});

describe('decide', () => {
  it('adds nothing when the same command comes again', () => {
    fc.assert(
      fc.property(history, command, (events, told) => {
        const repeatable = told.type === 'announce' || told.type === 'stub' || ['request-stop', 'delete', 'restore'].includes(told.type);
        fc.pre(repeatable);
        const run = fold(null, events);
        const first = stampEvents(decide(run, told), { key: '7', time: 1, actor: 'ann' }, new CountedIds());
        expect(decide(fold(run, first), told)).toEqual([]);
      }),
    );
  });
});

describe('generated display names', () => {
  it('are adjective-noun-number, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 8 }), fc.nat(), (seed, number) => {
        const name = generateDisplayName(seed, number);
        expect(name).toMatch(new RegExp(`^[a-z]+-[a-z]+-${number}$`));
        expect(generateDisplayName(seed, number)).toBe(name);
      }),
    );
  });
});
