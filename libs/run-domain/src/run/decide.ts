import type { Run } from '../run';
import { announce } from './announce';
import { changedDetails } from './change-details';
import type { RunEventDraft } from './event-draft';
import { hear } from './hear';
import type { CommandOf, RunCommand } from './run-command';
import { isCompleted } from './run-phase';
import { sameJson } from './same-json';

/** The facts that `command` adds to a run in this state; none when it changes nothing, or the run does not exist. Pure. */
export function decide(run: Run | null, command: RunCommand): RunEventDraft[] {
  if (command.type === 'announce') return announce(run, command);
  if (command.type === 'stub') return run ? [] : [{ type: 'RunCreated', data: { ...command.identity, stub: true } }];
  return run ? decideFor(run, command) : [];
}

function decideFor(run: Run, command: Exclude<RunCommand, { type: 'announce' | 'stub' }>): RunEventDraft[] {
  switch (command.type) {
    case 'hear':
      return hear(run, command);
    case 'change-details':
      return changeDetails(run, command);
    case 'edit-config':
      return sameJson(command.config, run.config) ? [] : [{ type: 'RunConfigChanged', data: { config: command.config, merge: false } }];
    case 'edit-summary':
      return [{ type: 'RunSummaryEdited', data: { summary: command.summary } }];
    case 'report-environment':
      return sameJson(command.environment, run.environment)
        ? []
        : [{ type: 'RunEnvironmentReported', data: { environment: command.environment } }];
    case 'request-stop':
      return run.stopRequested || isCompleted(run.state) ? [] : [{ type: 'RunStopRequested', data: {} }];
    case 'give-up':
      return run.state === 'pending' ? [{ type: 'RunFinished', data: { exitCode: 1, evidence: command.evidence } }] : [];
    case 'lose-heartbeat':
      return loseHeartbeat(run, command);
    case 'rewind':
      return [{ type: 'RunRewound', data: command.rewound }];
    case 'edit-history':
      return [command.draft];
    case 'delete':
      return run.deletedAt === null ? [{ type: 'RunDeleted', data: {} }] : [];
    case 'restore':
      return run.deletedAt === null ? [] : [{ type: 'RunRestored', data: {} }];
    case 'store-file':
      return [{ type: 'RunFileStored', data: command.file }];
    case 'delete-file':
      return [{ type: 'RunFileDeleted', data: { name: command.name } }];
    case 'raise-alert':
      return [{ type: 'RunAlertRaised', data: command.alert }];
  }
}

function changeDetails(run: Run, { changes: told }: CommandOf<'change-details'>): RunEventDraft[] {
  const changes = changedDetails(run, told.tags ? { ...told, tags: [...new Set(told.tags)] } : told);
  return Object.keys(changes).length > 0 ? [{ type: 'RunDetailsChanged', data: { changes } }] : [];
}

/** Only a running run can be lost; one that ended meanwhile, or never spoke, cannot. */
function loseHeartbeat(run: Run, { lastSeen, limitSeconds }: CommandOf<'lose-heartbeat'>): RunEventDraft[] {
  return run.state === 'running' ? [{ type: 'RunHeartbeatLost', data: { lastSeen, limitSeconds } }] : [];
}
