import { isJsonObject, type JsonValue, type Run } from '@runstead/run-domain';

export interface RunInfo {
  readonly program: string | null;
  readonly args: readonly string[];
  readonly os: string | null;
  readonly python: string | null;
  readonly colab: string | null;
  readonly executable: string | null;
  readonly codeSaved: boolean;
  readonly cpuCount: number | null;
  readonly gpuCount: number | null;
  readonly gpu: string | null;
  readonly git: { readonly remote: string | null; readonly commit: string | null } | null;
}

/** What `wandb-metadata.json` says about how the run was started (protocol 9.4). */
export function runInfo(run: Run): RunInfo {
  const { environment, details } = run;
  const git = isJsonObject(environment['git']) ? environment['git'] : {};
  const remote = text(git['remote']) ?? details.repo;
  const commit = text(git['commit']) ?? details.commit;
  const args = environment['args'];
  return {
    program: text(environment['program']) ?? details.program,
    args: Array.isArray(args) ? args.filter((arg) => typeof arg === 'string') : [],
    os: text(environment['os']),
    python: text(environment['python']),
    colab: text(environment['colab']),
    executable: text(environment['executable']),
    codeSaved: text(environment['codePath']) !== null,
    cpuCount: count(environment['cpu_count']),
    gpuCount: count(environment['gpu_count']),
    gpu: text(environment['gpu']),
    git: remote === null && commit === null ? null : { remote, commit },
  };
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function count(value: JsonValue | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : null;
}
