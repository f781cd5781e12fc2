import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { prepare } from './steps/prepare.mjs';

const OPTIONS = {
  seed: 'what repeats a storm; without it a fresh one',
  kills: 'random kill -9 of the server (24)',
  failpoints: 'deaths at named places (48: each of 16 three times)',
  stops: 'orderly stops under load (4)',
  runs: 'runs that log at any time (200)',
  pace: 'mean milliseconds between two posts of a run (1200)',
  fuzz: 'instead of all that: so many malformed requests (50000 for the whole proof)',
  cluster: 'instead of all that: ends of the services and components of the distributed deployment (14: each of 9 once and 5 again)',
  'full-disk': 'instead of all that: so many times a full disk (20 for the whole proof; needs the right to mount)',
  'crash-after': 'seconds of silence after which a run is crashed (30)',
};
const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    built: { type: 'boolean' },
    ...Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, { type: 'string' }])),
  },
});
if (values.help) {
  console.log(`npm run chaos -- [options]

${Object.entries(OPTIONS)
  .map(([name, text]) => `  --${name.padEnd(14)}${text}`)
  .join('\n')}
  --built         take the build as it is

Starts a server of its own on fresh data, logs to it over the wire protocol with doubled, late and overtaking requests, and
kills it again and again. Then every acknowledged line must be there once, byte for byte, and every run in its right state.`);
  process.exit(0);
}

if (!values.built) await prepare();
const number = (name, otherwise) => (values[name] === undefined ? otherwise : Number(values[name]));
const seed = number('seed', randomInt(2 ** 31));
console.log(`Seed ${seed}: npm run chaos -- ${given()}--seed ${seed} repeats it.`);
const began = Date.now();
const { ledger, figures } =
  values.fuzz !== undefined
    ? await malformed()
    : values['full-disk'] !== undefined
      ? await full()
      : values.cluster !== undefined
        ? await distributed()
        : await storm();
for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(24)}${JSON.stringify(value)}`);
const { length } = ledger.violations;
for (const violation of ledger.violations.slice(20, 100)) console.log(`VIOLATION ${violation}`);
console.log(
  `Seed ${seed}: ${length === 0 ? 'everything held' : `${length} violations`} after ${Math.round((Date.now() - began) / 1000)} s.`,
);
process.exit(length === 0 ? 0 : 1);

async function storm() {
  const { chaos } = await import('../chaos/chaos.mjs');
  return chaos({
    seed,
    runs: number('runs', 200),
    kills: number('kills', 24),
    failpoints: number('failpoints', 48),
    stops: number('stops', 4),
    pace: number('pace', 1_200),
    crashAfter: number('crash-after', 30),
  });
}

async function malformed() {
  const { fuzz } = await import('../chaos/fuzz/fuzz.mjs');
  return fuzz({ seed, cases: number('fuzz', 50_000) });
}

async function full() {
  const { fullDisk } = await import('../chaos/full-disk.mjs');
  return fullDisk({ seed, cycles: number('full-disk', 20), runs: number('runs', 40), pace: number('pace', 400) });
}

async function distributed() {
  const { clusterChaos } = await import('../chaos/cluster-chaos.mjs');
  return clusterChaos({
    seed,
    ends: number('cluster', 14),
    runs: number('runs', 40),
    pace: number('pace', 1_000),
    crashAfter: number('crash-after', 30),
  });
}

function given() {
  return Object.keys(OPTIONS)
    .filter((name) => name !== 'seed' && values[name] !== undefined)
    .map((name) => `--${name} ${values[name]} `)
    .join('');
}
