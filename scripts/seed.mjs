import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SCENARIOS } from './seeds/scenarios.mjs';
import { WireClient } from './seeds/wire-client.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, host: { type: 'string' }, key: { type: 'string' } },
});
const scenario = SCENARIOS[positionals[0]];
if (values.help || !scenario) {
  const wrong = positionals[0] && !scenario ? `There is no seed named ${positionals[0]}.\n\n` : '';
  console.log(`${wrong}npm run seed -- <name> [--host http://localhost:8080] [--key <API key>]

${Object.entries(SCENARIOS)
  .map(([name, { says }]) => `  ${name.padEnd(34)}${says}`)
  .join('\n')}

The server must be running. The key is taken from --key, WANDB_API_KEY, or the .netrc that \`wandb login\` wrote.`);
  process.exit(values.help ? 0 : 1);
}

const host = values.host ?? process.env.WANDB_BASE_URL ?? `http://localhost:${process.env.RUNSTEAD_PORT ?? 8080}`;
const key = values.key ?? process.env.WANDB_API_KEY ?? process.env.RUNSTEAD_ADMIN_API_KEY ?? netrcKey(new URL(host).host);
if (!key) {
  console.error(`No API key for ${host}: give --key or set WANDB_API_KEY. npm start prints the key on its first start.`);
  process.exit(1);
}
const client = new WireClient(host, key);
try {
  const { viewer } = await client.graphql('query Viewer { viewer { entity } }');
  const project = await scenario.fill(client);
  console.log(`Done: ${host}/${viewer.entity}/${project}`);
} catch (error) {
  console.error(error.code === 'ECONNREFUSED' ? `Nothing answers at ${host}: start the server with npm start.` : error.message);
  process.exitCode = 1;
} finally {
  client.close();
}

function netrcKey(machine) {
  try {
    const words = readFileSync(join(homedir(), '.netrc'), 'utf8').split(/\s+/);
    const at = words.findIndex((word, index) => word === 'machine' && words[index + 1] === machine);
    return at < 0 ? undefined : words[words.indexOf('password', at) + 1];
  } catch {
    return undefined;
  }
}
