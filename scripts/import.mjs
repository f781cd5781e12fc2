import { parseArgs } from 'node:util';
import { importMlflow } from './imports/mlflow.mjs';
import { importTensorboard } from './imports/tensorboard.mjs';
import { importWandb } from './imports/wandb-offline.mjs';
import { makeProgress } from './seeds/progress.mjs';
import { WireClient } from './seeds/wire-client.mjs';
import { explainAccess, serverAccess } from './steps/server-access.mjs';

const KINDS = {
  tensorboard: { run: importTensorboard, says: 'a folder of event files; every folder with one becomes a run' },
  mlflow: { run: importMlflow, says: 'an MLflow SQLite file, or the address of an MLflow server; experiments become projects' },
  wandb: { run: importWandb, says: "an offline run's folder or .wandb file, sent by the client's own wandb sync" },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    host: { type: 'string' },
    key: { type: 'string' },
    project: { type: 'string' },
    python: { type: 'string' },
  },
});
const [kind, path] = positionals;
if (values.help || !Object.hasOwn(KINDS, kind ?? '') || !path) {
  const lines = Object.entries(KINDS).map(([name, { says }]) => `  ${name.padEnd(13)}${says}`);
  console.log(`npm run import -- <kind> <path> [--project <name>] [--host http://localhost:8080] [--key <API key>] [--python <python with wandb>]

${lines.join('\n')}

Importing the same source again adds nothing. The server must be running; the key is taken as in npm run seed.`);
  process.exit(values.help ? 0 : 1);
}

let access;
try {
  access = serverAccess(values);
  const client = new WireClient(access.host, access.key);
  const result = await KINDS[kind].run(client, path, {
    ...access,
    project: values.project,
    python: values.python,
    tick: (total) => makeProgress('runs', total),
  });
  client.close();
  if (result) {
    console.log(`Imported ${result.runs} ${result.runs === 1 ? 'run' : 'runs'}.`);
    for (const [what, count] of Object.entries(result.skipped)) console.log(`Left out: ${count} x ${what}.`);
  }
} catch (error) {
  console.error(explainAccess(error, access?.host));
  process.exit(1);
}
