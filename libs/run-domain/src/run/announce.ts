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
  if (!run) return [...create(command, told), ...forked(command), ...describe(command)];
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
    if (isCompleted(run.state) || isLost(run.state) || isStoppedAndResumed(run, command)) {
      drafts.push({ type: 'RunRevived', data: { evidence: 'resume' } });
    }
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

function forked({ fork }: CommandOf<'announce'>): RunEventDraft[] {
  return fork ? [{ type: 'RunForked', data: fork }] : [];
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

/**
 * A new process goes on with a run whose last one was told to stop and died without a word: the stop was not meant for
 * this one. Its first call has no environment record in the config (`e` comes with the second, protocol 4.4), unlike a
 * late call of the process that is to stop; a further writer of a shared run does not take back a stop either. A call that
 * says what is known already is a repetition, and no new process: a stop that was asked for before the start still stands.
 */
function isStoppedAndResumed(run: Run, { config, mergeConfig: shared }: CommandOf<'announce'>): boolean {
  const repeated = config !== null && sameJson(config, run.config);
  return run.state === 'running' && run.stopRequested && !shared && !repeated && internals(config)?.['e'] === undefined;
}

/** Telemetry marks a run as really started (protocol 4.4). */
function hasTelemetry(config: JsonObject | null): boolean {
  return internals(config)?.['t'] !== undefined;
}

/** The client's own record in the config. */
function internals(config: JsonObject | null): JsonObject | null {
  const wrapper = config?.['_wandb'];
  const value = isJsonObject(wrapper) ? wrapper['value'] : undefined;
  return isJsonObject(value) ? value : null;
}
