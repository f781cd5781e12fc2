import { ConfigFault } from './fault';
import type { Distribution } from './parameter';
import { asChoice, asList, asNumber, asScalar, isWholeNumber, type YamlMap } from './yaml-values';

const MOST_VALUES = 1_000_000;

/** One parameter's settings (sweeps protocol 4.1). Throws `ConfigFault`. */
export function parseDistribution(name: string, settings: YamlMap): Distribution {
  const given = asScalar(settings.get('distribution'));
  const kind = given === null ? inferred(name, settings) : String(given);
  switch (kind) {
    case 'constant':
      if (!settings.has('value')) throw new ConfigFault(`Parameter "${name}": a constant needs "value".`);
      return { kind: 'constant', choice: asChoice(settings.get('value') ?? null) };
    case 'categorical':
    case 'categorical_w_probabilities':
      return categorical(name, settings, kind !== 'categorical');
    case 'int_uniform':
      return integers(name, settings);
  }
  const quantised = kind.startsWith('q_');
  const q = quantised ? positive(name, 'q', settings, 1) : null;
  switch (quantised ? kind.slice(2) : kind) {
    case 'uniform':
      return { kind: 'uniform', ...range(name, settings), q };
    case 'log_uniform':
      return { kind: 'log-uniform', ...range(name, settings), q };
    case 'log_uniform_values':
      return { kind: 'log-uniform', ...logarithms(name, settings), q };
    case 'inv_log_uniform': {
      const { min, max } = range(name, settings);
      return { kind: 'log-uniform', min: -max, max: -min, q };
    }
    case 'inv_log_uniform_values':
      return { kind: 'log-uniform', ...logarithms(name, settings), q };
    case 'normal':
      return { kind: 'normal', mu: numberOr(name, 'mu', settings, 0), sigma: positive(name, 'sigma', settings, 1), q };
    case 'log_normal':
      return { kind: 'log-normal', mu: numberOr(name, 'mu', settings, 0), sigma: positive(name, 'sigma', settings, 1), q };
    case 'beta':
      return { kind: 'beta', a: positive(name, 'a', settings, 1), b: positive(name, 'b', settings, 1), q };
  }
  throw new ConfigFault(`Parameter "${name}": there is no distribution "${kind}".`);
}

function inferred(name: string, settings: YamlMap): string {
  if (settings.has('value')) return 'constant';
  if (settings.has('values')) return settings.has('probabilities') ? 'categorical_w_probabilities' : 'categorical';
  if (settings.has('min') && settings.has('max'))
    return isWholeNumber(settings.get('min')) && isWholeNumber(settings.get('max')) ? 'int_uniform' : 'uniform';
  throw new ConfigFault(`Parameter "${name}" needs "value", "values", "min" and "max", "distribution" or "parameters".`);
}

function categorical(name: string, settings: YamlMap, weighted: boolean): Distribution {
  const values = asList(settings.get('values'));
  if (!values || values.length === 0) throw new ConfigFault(`Parameter "${name}": "values" must be a list with at least one entry.`);
  if (values.length > MOST_VALUES) throw new ConfigFault(`Parameter "${name}" has more than ${MOST_VALUES.toLocaleString('en')} values.`);
  const choices = values.map(asChoice);
  if (!weighted) return { kind: 'categorical', choices, weights: choices.map(() => 1 / choices.length) };
  const weights = (asList(settings.get('probabilities')) ?? []).map(asNumber);
  const sound = weights.every((weight): weight is number => weight !== null && weight >= 0);
  if (!sound || weights.length !== choices.length)
    throw new ConfigFault(`Parameter "${name}": "probabilities" needs one number >= 0 for each of the values.`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 1) > 1e-3) throw new ConfigFault(`Parameter "${name}": the probabilities sum to ${total}, not to 1.`);
  return { kind: 'categorical', choices, weights: weights.map((weight) => weight / total) };
}

function integers(name: string, settings: YamlMap): Distribution {
  const { min, max } = range(name, settings);
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max))
    throw new ConfigFault(`Parameter "${name}": "min" and "max" of int_uniform must be whole numbers below 2^53.`);
  return { kind: 'integers', min, max };
}

function range(name: string, settings: YamlMap): { readonly min: number; readonly max: number } {
  const min = asNumber(settings.get('min'));
  const max = asNumber(settings.get('max'));
  if (min === null || max === null) throw new ConfigFault(`Parameter "${name}": "min" and "max" must be finite numbers.`);
  if (min > max) throw new ConfigFault(`Parameter "${name}": "min" (${min}) is more than "max" (${max}).`);
  return { min, max };
}

function logarithms(name: string, settings: YamlMap): { readonly min: number; readonly max: number } {
  const { min, max } = range(name, settings);
  if (min <= 0) throw new ConfigFault(`Parameter "${name}": "min" must be more than 0 for a logarithmic distribution.`);
  return { min: Math.log(min), max: Math.log(max) };
}

function numberOr(name: string, key: string, settings: YamlMap, fallback: number): number {
  if (!settings.has(key)) return fallback;
  const value = asNumber(settings.get(key));
  if (value === null) throw new ConfigFault(`Parameter "${name}": "${key}" must be a finite number.`);
  return value;
}

function positive(name: string, key: string, settings: YamlMap, fallback: number): number {
  const value = numberOr(name, key, settings, fallback);
  if (value <= 0) throw new ConfigFault(`Parameter "${name}": "${key}" must be more than 0.`);
  return value;
}
