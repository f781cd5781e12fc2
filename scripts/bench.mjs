import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from './steps/prepare.mjs';
import { root } from './steps/run.mjs';

const folder = join(root, 'bench');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.slice(0, -'.bench.mjs'.length));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, seconds: { type: 'string' }, check: { type: 'boolean' } },
});
if (values.help || positionals.length !== 1 || !names.includes(positionals[0])) {
  const lines = await Promise.all(
    names.map(async (name) => `  ${name.padEnd(14)}${(await import(join(folder, `${name}.bench.mjs`))).says}`),
  );
  console.log(
    `npm run bench -- <name> [--seconds <duration>] [--check]\n\n${lines.join('\n')}\n\nEach starts a server of its own with fresh data. Compare ratios taken in one run, not absolute times: machines differ. --check fails when a ratio falls below bench/baseline.json; raise one there when it has become better.`,
  );
  process.exit(values.help ? 0 : 1);
}
await prepare();
const { measure } = await import(join(folder, `${positionals[0]}.bench.mjs`));
const figures = await measure({ seconds: values.seconds === undefined ? undefined : Number(values.seconds) });
for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(44)}${value}`);
if (values.check) {
  const least = JSON.parse(readFileSync(join(folder, 'baseline.json'), 'utf8'))[positionals[0]] ?? {};
  const worse = Object.entries(least).filter(([name, ratio]) => !(Number(figures[name]) >= ratio));
  for (const [name, ratio] of worse) console.error(`${name}: ${figures[name]} is less than ${ratio}`);
  if (worse.length > 0) process.exit(1);
}
process.exit(0);
