import { isJsonObject } from '../json/is-json-object';
import type { JsonObject } from '../json/json-value';
import type { Run } from '../run';
import { changedDetails, toldDetails } from './change-details';
import type { RunEventDraft } from './event-draft';
import { mergeConfig } from './merge-config';
import type { CommandOf } from './run-command';
import { isCompleted, isLost } from './run-phase';
import { sameJson } from './same-json';

/**
 * The client announces its run, or resends what it knows of it. null never changes a stored value; the config replaces
 * the stored one (or is merged, in shared mode). A deleted run whose id is announced again is restored as the same
 * run, with its history: the person named it, so it is wanted, and its timeline says that it was away.
 */
export function announce(run: Run | null, command: CommandOf<'announce'>): RunEventDraft[] {
  const told = toldDetails(command.details);
  if (!run) return [...create(command, told), ...describe(command)];
  const drafts: RunEventDraft[] = [];
  if (run.deletedAt !== null) drafts.push({ type: 'RunRestored', data: {} });
  const changes = changedDetails(run, told);
  if (run.stub || Object.keys(changes).length > 0) drafts.push({ type: 'RunDetailsChanged', data: { changes } });
  const { config, mergeConfig: merge } = command;
  if (config && !sameJson(merge ? mergeConfig(run.config, config) : config, run.config)) {
    drafts.push({ type: 'RunConfigChanged', data: { config, merge } });
  }
  if (command.summary) drafts.push({ type: 'RunSummaryEdited', data: { summary: command.summary } });
  if (isStart(command)) {
    if (run.state === 'pending') drafts.push({ type: 'RunStarted', data: { evidence: 'announced' } });
    if (isCompleted(run.state) || isLost(run.state)) drafts.push({ type: 'RunRevived', data: { evidence: 'resume' } });
  }
  return drafts;
}

function create(command: CommandOf<'announce'>, told: ReturnType<typeof toldDetails>): RunEventDraft[] {
  const { displayName, ...changes } = told;
  const created: RunEventDraft = {
    type: 'RunCreated',
    data: { ...command.identity, displayName: displayName ?? command.identity.displayName, stub: false },
  };
  return Object.keys(changes).length > 0 ? [created, { type: 'RunDetailsChanged', data: { changes } }] : [created];
}

function describe({ config, mergeConfig: merge, summary, ...command }: CommandOf<'announce'>): RunEventDraft[] {
  const drafts: RunEventDraft[] = [];
  if (config) drafts.push({ type: 'RunConfigChanged', data: { config, merge } });
  if (summary) drafts.push({ type: 'RunSummaryEdited', data: { summary } });
  if (hasTelemetry(config) || isStart({ ...command, config })) drafts.push({ type: 'RunStarted', data: { evidence: 'announced' } });
  return drafts;
}

/**
 * A process that starts sends its config and where it runs in one call; later calls, and edits by people and the query
 * API, send one of the two (protocol 4.1).
 */
function isStart({ config, details }: Pick<CommandOf<'announce'>, 'config' | 'details'>): boolean {
  return config !== null && (details.program !== null || details.host !== null);
}

/** Telemetry marks a run as really started (protocol 4.4). */
function hasTelemetry(config: JsonObject | null): boolean {
  const wrapper = config?.['_wandb'];
  const internals = isJsonObject(wrapper) ? wrapper['value'] : undefined;
  return isJsonObject(internals) && internals['t'] !== undefined;
}
