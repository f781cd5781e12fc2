import type { EventOf, RunEvent } from '../events/run-event';
import { evolveHistory } from '../history/evolve-history';
import type { Run } from '../run';
import { evolveLifecycle } from './evolve-lifecycle';
import { mergeConfig } from './merge-config';
import { withEntry } from './timeline';

/**
 * The run after `event`: the one truth that the commands and the Postgres projector share. Never throws; an event of a
 * run that was never created, or that its state does not allow, is ignored.
 */
export function evolve(run: Run | null, event: RunEvent): Run | null {
  if (event.type === 'RunCreated') return run ?? created(event);
  if (!run) return null;
  const changed = evolveDocument(run, event) ?? evolveLifecycle(run, event);
  return changed === run ? run : { ...changed, updatedAt: Math.max(run.updatedAt, event.time) };
}

function created(event: EventOf<'RunCreated'>): Run {
  const { runId, projectId, entity, project, name, displayName, ordinal, author, stub } = event.data;
  const run: Run = {
    runId,
    projectId,
    entity,
    project,
    name,
    displayName,
    ordinal,
    author,
    stub,
    details: {
      notes: null,
      tags: null,
      group: null,
      jobType: null,
      commit: null,
      host: null,
      program: null,
      repo: null,
      sweep: null,
    },
    config: {},
    environment: {},
    state: 'pending',
    exitCode: null,
    stopRequested: false,
    preempting: false,
    createdAt: event.time,
    updatedAt: event.time,
    endedAt: null,
    deletedAt: null,
    historyEdits: [],
    historyEditedAt: null,
    timeline: [],
  };
  return withEntry(run, event, 'pending', stub ? 'lines arrived before the run was announced' : 'created');
}

/** null when the event is about the run's life and not about its documents. */
function evolveDocument(run: Run, event: RunEvent): Run | null {
  switch (event.type) {
    case 'RunDetailsChanged': {
      const { displayName, ...details } = event.data.changes;
      return { ...run, stub: false, displayName: displayName ?? run.displayName, details: { ...run.details, ...details } };
    }
    case 'RunConfigChanged':
      return { ...run, config: event.data.merge ? mergeConfig(run.config, event.data.config) : event.data.config };
    case 'RunEnvironmentReported':
      return { ...run, environment: event.data.environment };
    case 'MetricRenamed':
    case 'MetricRemoved':
    case 'StepsEdited':
    case 'RunsMerged':
    case 'HistoryEditUndone':
      return evolveHistory(run, event);
    case 'RunSummaryEdited':
    case 'RunFileStored':
    case 'RunFileDeleted':
    case 'RunAlertRaised':
      return { ...run };
    default:
      return null;
  }
}
