import { parseArgs } from 'node:util';
import { SCENARIOS } from './seeds/scenarios.mjs';
import { WireClient } from './seeds/wire-client.mjs';
import { explainAccess, serverAccess } from './steps/server-access.mjs';

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

let access;
try {
  access = serverAccess(values);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const { host, key } = access;
const client = new WireClient(host, key);
try {
  const { viewer } = await client.graphql('query Viewer { viewer { entity } }');
  const project = await scenario.fill(client);
  console.log(`Done: ${host}/${viewer.entity}/${project}`);
} catch (error) {
  console.error(explainAccess(error, host));
  process.exitCode = 1;
} finally {
  client.close();
}
