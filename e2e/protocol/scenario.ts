import type { Api } from '../fixtures/api';
import { SdkScript, type SdkVersion } from '../fixtures/sdk';
import type { Server } from '../fixtures/server';

export const PROJECT = 'e2e-protocol';

export function runId(what: string, version: SdkVersion): string {
  return `${what}-${version.replaceAll('.', '-')}`;
}

/** One of the scenarios of `scenarios.py`, on a run of its own unless `id` names one. */
export function scenario(
  server: Server,
  version: SdkVersion,
  what: string,
  environment: Record<string, string> = {},
  id: string = runId(what, version),
): SdkScript {
  return new SdkScript(server, version, '../protocol/scenarios.py', [what, id], environment);
}

/** The values of a metric as a chart shows them, in the order of steps; empty when it has no line. */
export async function column(api: Api, run: string, key: string): Promise<number[]> {
  const [line] = await api.series(PROJECT, { keys: [key], runs: [run], buckets: 5_000 });
  return Array.from(line?.y ?? []);
}

export async function consoleTexts(api: Api, run: string): Promise<string[]> {
  const page = await api.get<{ lines: { text: string }[] }>(`/runs/local/${PROJECT}/${encodeURIComponent(run)}/console?from=1&limit=1000`);
  return page.lines.map(({ text }) => text);
}
