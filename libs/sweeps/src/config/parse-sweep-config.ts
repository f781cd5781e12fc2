import { ConfigFault } from './fault';
import { leaves, type Distribution } from './parameter';
import { parseEarlyTermination, parseMetric } from './parse-metric';
import { parseParameters } from './parse-parameters';
import type { Method, SweepConfig } from './sweep-config';
import { asMap, asNumber, asScalar, readYaml, type YamlMap } from './yaml-values';

const METHODS: readonly string[] = ['grid', 'random', 'bayes', 'custom'] satisfies Method[];
const KNOWN = new Set(
  (
    'method parameters metric metrics early_terminate run_cap program command name description project entity controller scheduler ' +
    'job image_uri imageuri apiVersion kind requeue_lost_runs'
  ).split(' '),
);

export type ParsedConfig =
  | { readonly ok: true; readonly config: SweepConfig; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** The text of a sweep's configuration, YAML or JSON (sweeps protocol 4). A refusal says what to change. */
export function parseSweepConfig(text: string): ParsedConfig {
  const document = readYaml(text);
  if (!document.ok) return document;
  try {
    return { ok: true, config: configOf(document.root), warnings: warningsOf(document.root) };
  } catch (error) {
    if (error instanceof ConfigFault) return { ok: false, message: error.message };
    throw error;
  }
}

function configOf(root: YamlMap): SweepConfig {
  const method = asScalar(root.get('method'));
  if (typeof method !== 'string' || !METHODS.includes(method))
    throw new ConfigFault(`"method" must be one of ${METHODS.join(', ')}${method === null ? '' : `, not "${String(method)}"`}.`);
  const parameters = parseParameters(root.get('parameters'));
  const metric = root.has('metric') ? parseMetric(root.get('metric')) : null;
  const earlyTermination = root.has('early_terminate') ? parseEarlyTermination(root.get('early_terminate')) : null;
  if (method === 'grid') for (const leaf of leaves(parameters)) requireFinite(leaf);
  if (!metric && method === 'bayes') throw new ConfigFault('"bayes" needs "metric": { name, goal }.');
  if (!metric && earlyTermination) throw new ConfigFault('"early_terminate" needs "metric": { name, goal }.');
  const text = (key: string): string | null => {
    const value = asScalar(root.get(key));
    return value === null ? null : String(value);
  };
  return {
    method: method as Method,
    parameters,
    metric,
    earlyTermination,
    runCap: runCap(root),
    program: text('program') ?? '',
    name: text('name'),
    description: text('description'),
    project: text('project'),
    entity: text('entity'),
    local: asScalar(asMap(root.get('controller'))?.get('type')) === 'local',
    requeueLostRuns: asScalar(root.get('requeue_lost_runs')) === true,
  };
}

function runCap(root: YamlMap): number | null {
  if (!root.has('run_cap') || asScalar(root.get('run_cap')) === null) return null;
  const cap = asNumber(root.get('run_cap'));
  if (cap === null || !Number.isSafeInteger(cap) || cap < 1) throw new ConfigFault('"run_cap" must be a whole number of at least 1.');
  return cap;
}

function requireFinite(leaf: Distribution): void {
  const finite = leaf.kind === 'constant' || leaf.kind === 'categorical' || leaf.kind === 'integers';
  if (finite || (leaf.kind === 'uniform' && leaf.q !== null)) return;
  throw new ConfigFault(
    `A grid needs parameters with finitely many values: constants, lists, int_uniform or q_uniform, not ${leaf.kind.replace('-', '_')}.`,
  );
}

function warningsOf(root: YamlMap): string[] {
  return [...root.keys()].filter((key) => !KNOWN.has(key)).map((key) => `"${key}" is no setting of a sweep; it is kept and ignored.`);
}
