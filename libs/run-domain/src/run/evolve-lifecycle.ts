import type { EventOf, RunEvent } from '../events/run-event';
import type { Run } from '../run';
import { isCompleted } from './run-phase';
import { withEntry } from './timeline';

const STARTED = {
  announced: 'announced by the client',
  heartbeat: 'first heartbeat',
  lines: 'first lines',
} as const;
const REVIVED = {
  heartbeat: 'heartbeat received again',
  lines: 'lines received again',
  resume: 'resumed by the client',
} as const;

/** How a run's state follows from its events. An event that the state does not allow changes nothing. */
export function evolveLifecycle(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'RunStarted':
      return run.state === 'pending' ? withEntry({ ...run, state: 'running' }, event, 'running', STARTED[event.data.evidence]) : run;
    case 'RunFinished':
      return finished(run, event);
    case 'RunStopRequested':
      return run.stopRequested || isCompleted(run.state)
        ? run
        : withEntry({ ...run, stopRequested: true }, event, 'stopping', 'stop requested');
    case 'RunPreempting':
      return run.preempting ? run : withEntry({ ...run, preempting: true }, event, 'running', 'the process will be pre-empted');
    case 'RunHeartbeatLost':
      return heartbeatLost(run, event);
    case 'RunRevived':
      return revived(run, event);
    case 'RunRewound':
      return withEntry(run, event, 'rewound', rewound(event.data));
    case 'RunForked':
      return withEntry(run, event, 'forked', forked(event.data));
    case 'RunDeleted':
      return run.deletedAt === null ? withEntry({ ...run, deletedAt: event.time }, event, 'deleted', 'deleted') : run;
    case 'RunRestored':
      return run.deletedAt === null ? run : withEntry({ ...run, deletedAt: null }, event, 'restored', 'restored');
    default:
      return run;
  }
}

/** Killed: it ended after a stop was asked for, whatever its exit code (mostly 255, protocol 10.3). */
function finished(run: Run, event: EventOf<'RunFinished'>): Run {
  const { exitCode } = event.data;
  const state = run.stopRequested ? 'killed' : exitCode === 0 ? 'finished' : 'failed';
  const said = run.stopRequested ? `exit code ${exitCode} after a stop was requested` : `exit code ${exitCode}`;
  const evidence = event.data.evidence ?? said;
  const ended: Run = { ...run, state, exitCode, stopRequested: false, preempting: false, endedAt: event.time };
  return withEntry(ended, event, state, evidence);
}

/** A crash ends at the last sign of life, not when the silence was noticed. A stop that was asked for still stands. */
function heartbeatLost(run: Run, event: EventOf<'RunHeartbeatLost'>): Run {
  if (run.state !== 'running') return run;
  const { lastSeen, limitSeconds } = event.data;
  const state = run.preempting ? 'preempted' : 'crashed';
  const evidence = `nothing heard since ${seconds(lastSeen)} (limit ${limitSeconds} s)`;
  return withEntry({ ...run, state, endedAt: Math.max(lastSeen, run.createdAt) }, event, state, evidence);
}

/** Running again: the old exit code no longer counts. Only a resume forgets that a stop was asked for. */
function revived(run: Run, event: EventOf<'RunRevived'>): Run {
  const { evidence } = event.data;
  const takesBackStop = run.stopRequested && evidence === 'resume';
  if (run.state === 'running' && !takesBackStop) return run;
  const alive: Run = {
    ...run,
    state: 'running',
    exitCode: null,
    endedAt: null,
    preempting: false,
    stopRequested: run.stopRequested && evidence !== 'resume',
  };
  return withEntry(alive, event, 'running', REVIVED[evidence]);
}

function rewound({ step, historyLines, hiddenLines }: EventOf<'RunRewound'>['data']): string {
  return `back to step ${step}: history goes on after ${lines(historyLines)}; ${lines(hiddenLines)} kept but not shown any more`;
}

function forked({ originName, step, historyLines }: EventOf<'RunForked'>['data']): string {
  return `began with ${lines(historyLines)} of history of run ${originName}, up to step ${step}`;
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

function seconds(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
