import { timelineEntries } from './timeline-words';

const change = (state: string, cause: string, evidence = '', actor = 'system') => ({
  state,
  cause,
  evidence,
  actor,
  time: 1,
  eventId: cause,
});
const clock = (time: number): string => new Date(time).toISOString().slice(11, 19);

describe('the timeline in words', () => {
  it('tells a run that crashed, came back and finished', () => {
    const entries = timelineEntries(
      [
        change('running', 'RunCreated', 'SDK 0.31.0', 'minji'),
        change('crashed', 'RunHeartbeatLost', 'nothing heard since 2026-11-20T10:57:04Z (limit 300 s)'),
        change('running', 'RunRevived', 'lines'),
        change('stopping', 'RunStopRequested', '', 'minji'),
        change('killed', 'RunFinished', 'exit code 255'),
      ],
      clock,
    );
    expect(entries.map(({ what, evidence, tone }) => [what, evidence, tone])).toEqual([
      ['Created by minji', 'SDK 0.31.0', 'neutral'],
      ['Crashed', 'nothing heard since 10:57:04 (limit 300 s)', 'bad'],
      ['Running again', 'lines', 'good'],
      ['Stop requested by minji', '', 'warning'],
      ['Killed', 'exit code 255', 'neutral'],
    ]);
  });

  it('tells of rewinds, forks, resumes and of kinds that it does not know', () => {
    const entries = timelineEntries(
      [
        change('forked', 'RunForked', 'began with 3 lines of history of run a, up to step 2', 'minji'),
        change('running', 'RunPreempting', 'the process will be pre-empted'),
        change('running', 'RunRevived', 'resumed by the client'),
        change('rewound', 'RunRewound', 'back to step 5'),
        change('moved_toOther-project', 'RunMoved', 'from a to b'),
      ],
      clock,
    );
    expect(entries.map(({ what, tone }) => [what, tone])).toEqual([
      ['Forked by minji', 'neutral'],
      ['About to be pre-empted', 'warning'],
      ['Resumed', 'good'],
      ['Rewound', 'warning'],
      ['Moved to other project', 'neutral'],
    ]);
  });

  it('does not say twice that a run was created', () => {
    expect(timelineEntries([change('pending', 'RunCreated', 'created', 'minji')], clock)[0]).toMatchObject({
      what: 'Created by minji',
      evidence: '',
    });
  });

  it('gives entries of the same event different keys', () => {
    const keys = timelineEntries([change('a', 'X'), change('b', 'X')], clock).map((entry) => entry.key);
    expect(new Set(keys).size).toBe(2);
  });
});
