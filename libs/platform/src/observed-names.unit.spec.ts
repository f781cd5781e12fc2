import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRegistry } from './metrics';

const root = join(__dirname, '../../..');

/** Names of all metrics: those that sources give to prom-client, and its own of the process. */
function exported(): Set<string> {
  const names = new Set(
    makeRegistry()
      .getMetricsAsArray()
      .map(({ name }) => name),
  );
  for (const lib of readdirSync(join(root, 'libs')))
    for (const file of readdirSync(join(root, 'libs', lib, 'src'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const text = readFileSync(join(root, 'libs', lib, 'src', file), 'utf8');
      if (text.includes("from 'prom-client'")) for (const [, name] of text.matchAll(/'(runstead_\w+)'/g)) names.add(name ?? '');
    }
  return names;
}

describe('dashboard, alerts and autoscaling', () => {
  it.each([
    'deploy/grafana/runstead.json',
    'deploy/prometheus/rules.yaml',
    'deploy/prometheus/adapter-values.yaml',
    'k8s/rendered/production.yaml',
  ])('%s reads only metrics that there are', (file) => {
    const known = exported();
    const named = [...readFileSync(join(root, file), 'utf8').matchAll(/\brunstead_\w+/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !known.has(name) && !known.has(name.replace(/_(bucket|sum|count)$/, '')))).toEqual([]);
  });

  it('leaves no counter of refused or failed work without an alert', () => {
    const rules = readFileSync(join(root, 'deploy/prometheus/rules.yaml'), 'utf8');
    const alarming = [...exported()].filter((name) => /refused|failures$|held_back|fallbacks/.test(name));
    expect(alarming.length).toBeGreaterThan(3);
    expect(alarming.filter((name) => !rules.includes(name))).toEqual([]);
  });
});
