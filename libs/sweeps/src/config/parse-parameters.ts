import { ConfigFault } from './fault';
import type { Parameter, ParameterGroup } from './parameter';
import { parseDistribution } from './parse-distribution';
import { asMap, type YamlEntry, type YamlMap } from './yaml-values';

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const MOST_PARAMETERS = 1_000;
const DEEPEST = 16;

/** `parameters` of a configuration, sorted by name. Throws `ConfigFault`. */
export function parseParameters(node: YamlEntry | undefined): ParameterGroup {
  const settings = asMap(node);
  if (!settings || settings.size === 0) throw new ConfigFault('"parameters" must be a map with at least one parameter.');
  const count = { left: MOST_PARAMETERS };
  return group('', settings, 1, count);
}

function group(path: string, settings: YamlMap, depth: number, count: { left: number }): ParameterGroup {
  if (depth > DEEPEST) throw new ConfigFault(`Parameters are nested more than ${DEEPEST} deep at "${path}".`);
  const entries = [...settings].map(([name, node]) => [name, entry(path, name, node, depth, count)] as const);
  return { kind: 'group', entries: entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)) };
}

function entry(path: string, name: string, node: YamlEntry, depth: number, count: { left: number }): Parameter | ParameterGroup {
  const full = path === '' ? name : `${path}.${name}`;
  if (!NAME.test(name)) throw new ConfigFault(`"${full}" is no name for a parameter: letters, digits, "_", "." and "-", no digit first.`);
  count.left -= 1;
  if (count.left < 0) throw new ConfigFault(`There are more than ${MOST_PARAMETERS.toLocaleString('en')} parameters.`);
  const settings = asMap(node);
  if (!settings) throw new ConfigFault(`Parameter "${full}" must be a map, for example { values: [1, 2] }.`);
  const inner = asMap(settings.get('parameters'));
  if (!inner) return { kind: 'parameter', distribution: parseDistribution(full, settings) };
  if (inner.size === 0) throw new ConfigFault(`"${full}.parameters" has no parameter.`);
  return group(full, inner, depth + 1, count);
}
