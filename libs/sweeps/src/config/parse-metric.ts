import { ConfigFault } from './fault';
import type { Bands, EarlyTermination, SweepMetric } from './sweep-config';
import { asMap, asNumber, asScalar, type YamlEntry, type YamlMap } from './yaml-values';

/** `metric` of a configuration. Throws `ConfigFault`. */
export function parseMetric(node: YamlEntry | undefined): SweepMetric {
  const settings = asMap(node);
  const name = asScalar(settings?.get('name'));
  if (!settings || typeof name !== 'string' || name === '')
    throw new ConfigFault('"metric" must be a map with the "name" of a logged value.');
  const goal = asScalar(settings.get('goal')) ?? 'minimize';
  if (goal !== 'minimize' && goal !== 'maximize')
    throw new ConfigFault(`"metric.goal" must be minimize or maximize, not "${String(goal)}".`);
  const impute = asScalar(settings.get('impute')) ?? 'worst';
  if (impute !== 'worst' && impute !== 'best' && impute !== 'latest')
    throw new ConfigFault(`"metric.impute" must be worst, best or latest, not "${String(impute)}".`);
  if (settings.has('target') && asScalar(settings.get('target')) !== null && asNumber(settings.get('target')) === null)
    throw new ConfigFault('"metric.target" must be a finite number.');
  return {
    name,
    goal,
    target: asNumber(settings.get('target')),
    impute,
    imputeWhileRunning: asScalar(settings.get('impute_while_running')) === true,
  };
}

/** `early_terminate` of a configuration (sweeps protocol 6). Throws `ConfigFault`. */
export function parseEarlyTermination(node: YamlEntry | undefined): EarlyTermination {
  const settings = asMap(node);
  if (!settings || asScalar(settings.get('type')) !== 'hyperband')
    throw new ConfigFault('"early_terminate" must be a map with "type": hyperband.');
  const eta = settings.has('eta') ? asNumber(settings.get('eta')) : 3;
  if (eta === null || eta <= 1) throw new ConfigFault('"early_terminate.eta" must be a number above 1.');
  return { eta, bands: bandsOf(settings), strict: asScalar(settings.get('strict')) === true };
}

function bandsOf(settings: YamlMap): Bands {
  const whole = (key: string): number | null => {
    if (!settings.has(key)) return null;
    const value = asNumber(settings.get(key));
    if (value === null || !Number.isSafeInteger(value) || value < 1)
      throw new ConfigFault(`"early_terminate.${key}" must be a whole number of at least 1.`);
    return value;
  };
  const maxIter = whole('max_iter');
  const s = whole('s');
  const minIter = whole('min_iter');
  if (maxIter !== null && s !== null) return { kind: 'from-max', maxIter, s };
  if (minIter !== null) return { kind: 'from-min', minIter };
  throw new ConfigFault('"early_terminate" needs "min_iter", or "max_iter" and "s".');
}
