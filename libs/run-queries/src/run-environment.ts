import type { JsonObject, JsonValue } from '@runstead/run-domain';
import type { RunDocument } from '@runstead/ui-contract';
import { withoutCredentials } from './git-remote';
import { hardwareText, objectOf } from './hardware-text';

/** Columns of the run that say the same as the environment record, from older clients or the run's start. */
export interface StartFacts {
  readonly host: string | null;
  readonly program: string | null;
  readonly repo: string | null;
  readonly commit: string | null;
}

export type EnvironmentFields = Pick<
  RunDocument,
  'host' | 'operatingSystem' | 'pythonVersion' | 'pythonExecutable' | 'command' | 'gitRemote' | 'gitCommit' | 'hardware' | 'clientVersion'
>;

/**
 * The environment record of a run (protocol 9.4): the uploaded `wandb-metadata.json` and, where that lacks a field,
 * the copy that the client keeps in its config under `_wandb.e.<writer>`. Credentials of the git remote are cut off.
 */
export function environmentOf(uploaded: JsonObject, config: JsonObject): JsonObject {
  const writers = objectOf(internals(config)['e']);
  const copy = objectOf(Object.values(writers)[0]);
  const merged: Record<string, JsonValue> = Object.assign(Object.create(null) as Record<string, JsonValue>, copy, uploaded);
  const git = objectOf(merged['git']);
  const remote = git['remote'];
  if (typeof remote === 'string') merged['git'] = { ...git, remote: withoutCredentials(remote) };
  return merged;
}

/** The fields of the run page (UI 10.2). `environment` is the result of `environmentOf`. */
export function environmentFields(environment: JsonObject, config: JsonObject, facts: StartFacts): EnvironmentFields {
  const git = objectOf(environment['git']);
  const remote = text(git['remote']) ?? facts.repo;
  const program = text(environment['program']) ?? facts.program;
  const args = Array.isArray(environment['args']) ? (environment['args'] as readonly JsonValue[]).map(String) : [];
  return {
    host: text(environment['host']) ?? facts.host,
    operatingSystem: text(environment['os']),
    pythonVersion: text(environment['python']) ?? text(internals(config)['python_version']),
    pythonExecutable: text(environment['executable']),
    command: program === null ? null : [program, ...args].map(shellWord).join(' '),
    gitRemote: remote === null ? null : withoutCredentials(remote),
    gitCommit: text(git['commit']) ?? facts.commit,
    hardware: hardwareText(environment),
    clientVersion: text(internals(config)['cli_version']),
  };
}

/** The client's own notes, which travel as one more config key (protocol 4.4). */
function internals(config: JsonObject): JsonObject {
  return objectOf(objectOf(config['_wandb'])['value']);
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Quoted as a POSIX shell needs it, so that the command can be copied. */
function shellWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
