import { argumentsText } from './parameter';
import { parseSweepConfig } from './parse-sweep-config';
import { Grid } from '../search/grid';

function configOf(text: string) {
  const parsed = parseSweepConfig(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.config;
}
const refusal = (text: string): string => {
  const parsed = parseSweepConfig(text);
  return parsed.ok ? 'accepted' : parsed.message;
};
const one = (parameter: string, method = 'random'): string => `method: ${method}\nparameters:\n  a: ${parameter}\n`;

describe('a configuration', () => {
  it('is YAML or JSON, with everything that it says', () => {
    const yaml = configOf(
      'method: bayes\nname: first\nprogram: train.py\nrun_cap: 7\nmetric: {name: acc, goal: maximize, target: 0.9}\nearly_terminate: {type: hyperband, min_iter: 3}\nparameters:\n  lr: {min: 0.001, max: 0.1, distribution: log_uniform_values}\n',
    );
    expect(yaml).toMatchObject({
      method: 'bayes',
      name: 'first',
      program: 'train.py',
      runCap: 7,
      metric: { name: 'acc', goal: 'maximize', target: 0.9, impute: 'worst' },
      earlyTermination: { eta: 3, strict: false, bands: { kind: 'from-min', minIter: 3 } },
    });
    expect(configOf('{"method":"grid","parameters":{"a":{"values":[1]}}}').method).toBe('grid');
  });

  it('keeps floats floats, whole numbers whole, and nested groups one object', () => {
    const { parameters } = configOf(
      'method: grid\nparameters:\n  z: {value: 2.0}\n  b: {values: [1, 1.0, "1", true, null, [1.0, 2], {k: 1.0}]}\n  opt:\n    parameters:\n      lr: {values: [1e-3]}\n      name: {value: sgd}\n',
    );
    const grid = new Grid(parameters);
    expect(Array.from({ length: 7 }, (_, at) => argumentsText(parameters, grid.at(at)).match(/"b":\{"value":(.*?)\},"opt"/)?.[1])).toEqual([
      '1',
      '1.0',
      '"1"',
      'true',
      'null',
      '[1.0,2]',
      '{"k":1.0}',
    ]);
    expect(argumentsText(parameters, grid.at(0))).toBe('{"b":{"value":1},"opt":{"value":{"lr":0.001,"name":"sgd"}},"z":{"value":2.0}}');
  });

  it('infers distributions, also of nested parameters', () => {
    const kinds = (text: string) =>
      configOf(text).parameters.entries.map(([, entry]) => entry.kind === 'parameter' && entry.distribution.kind);
    expect(kinds(one('{min: 1, max: 3}'))).toEqual(['integers']);
    expect(kinds(one('{min: 1.0, max: 3}'))).toEqual(['uniform']);
    expect(kinds(one('{values: [1], probabilities: [1.0]}'))).toEqual(['categorical']);
  });

  it('warns of settings that it does not know', () => {
    const parsed = parseSweepConfig(`${one('{value: 1}')}surprise: 1\n`);
    expect(parsed.ok && parsed.warnings).toEqual([expect.stringContaining('"surprise"')]);
  });

  it.each([
    ['method: gird\nparameters: {a: {value: 1}}', '"method" must be one of grid, random, bayes, custom, not "gird"'],
    ['parameters: {a: {value: 1}}', '"method" must be one of'],
    ['method: grid', '"parameters" must be a map'],
    ['method: grid\nparameters: {}', '"parameters" must be a map'],
    [one('{min: 2, max: 1}'), '"min" (2) is more than "max" (1)'],
    [one('{min: 1}'), 'needs "value"'],
    [one('{values: []}'), 'at least one entry'],
    [one('{values: [1, 2], probabilities: [0.5, 0.6]}'), 'sum to'],
    [one('{distribution: zipf, min: 1, max: 2}'), 'no distribution "zipf"'],
    [one('{distribution: log_uniform_values, min: 0, max: 2}'), 'more than 0'],
    [one('{min: 0.0, max: 1.0}', 'grid'), 'finitely many values'],
    [one('{value: 1}', 'bayes'), '"bayes" needs "metric"'],
    ['method: grid\nparameters: {"a b": {value: 1}}', 'no name for a parameter'],
    [`${one('{value: 1}')}run_cap: 0`, '"run_cap"'],
    [`${one('{value: 1}')}early_terminate: {type: hyperband, min_iter: 1}`, 'needs "metric"'],
    [`${one('{value: 1}')}metric: {name: x}\nearly_terminate: {type: hyperband}`, 'needs "min_iter"'],
    ['method: [', 'not valid YAML'],
    ['- 1', 'must be a map'],
    ['', 'must be a map'],
    ['method: grid\nmethod: random', 'not valid YAML'],
  ])('is refused with what to change: %j', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('that would grow without bound is refused', () => {
    const bomb = `a: &a [1]\n${Array.from({ length: 12 }, (_, at) => `b${at}: &b${at} [${Array.from({ length: 9 }, () => (at === 0 ? '*a' : `*b${at - 1}`)).join(', ')}]`).join('\n')}\n`;
    expect(refusal(bomb)).toContain('cannot be read');
    const deep = `method: grid\nparameters: ${'{a: {parameters: '.repeat(40)}{a: {value: 1}}${'}}'.repeat(40)}`;
    expect(refusal(deep)).toContain('nested more than 16 deep');
  });

  it('does not take a name for a prototype', () => {
    const { parameters } = configOf('method: grid\nparameters:\n  __proto__: {values: [1, 2]}\n');
    expect(argumentsText(parameters, new Grid(parameters).at(1))).toBe('{"__proto__":{"value":2}}');
  });
});
