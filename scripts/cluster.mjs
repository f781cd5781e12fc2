import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './steps/run.mjs';
import { prepare } from './steps/prepare.mjs';
import { startCluster } from './steps/cluster/cluster.mjs';
import { endCluster, ownerFile, ownerOf } from './steps/cluster/leftovers.mjs';

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, stop: { type: 'boolean' }, port: { type: 'string' }, folder: { type: 'string' } },
});
const usual = join(tmpdir(), `runstead-cluster-${createHash('sha256').update(`${userInfo().username} ${root}`).digest('hex').slice(0, 8)}`);
if (values.help) {
  console.log(`npm run cluster [-- --port <port>] [-- --folder <folder>]
npm run cluster -- --stop [--folder <folder>]

The distributed deployment on this machine, for trials and tests: Kafka, Postgres, Redis, ClickHouse and S3 as local processes (installed
when they are missing), two replicas of ingest, projector and status-monitor, one of query, and a router in front, all on loopback.

  --port     of the router (8080)
  --folder   where everything is kept (${usual}); started again there, it goes on with it
  --stop     ends what runs in the folder and deletes it

RUNSTEAD_ADMIN_API_KEY, RUNSTEAD_CRASH_AFTER_SECONDS and RUNSTEAD_LOG_LEVEL are passed on. Ctrl-C stops it cleanly and keeps the folder.`);
  process.exit(0);
}

const folder = resolve(values.folder ?? usual);
try {
  if (values.stop) await stopped();
  else await started();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function stopped() {
  const ended = await endCluster(folder);
  const kept = existsSync(folder);
  rmSync(folder, { recursive: true, force: true });
  console.log(`Ended ${ended} processes${kept ? ` and deleted ${folder}` : ''}.`);
}

async function started() {
  const owner = await ownerOf(folder);
  if (owner !== null)
    throw new Error(`A cluster runs in ${folder} (process ${owner}): end it with npm run cluster -- --stop, or give another --folder.`);
  await prepare();
  // One that was killed leaves its children.
  await endCluster(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(ownerFile(folder), String(process.pid));
  const passedOn = [
    'RUNSTEAD_ADMIN_API_KEY',
    'RUNSTEAD_ADMIN_USER',
    'RUNSTEAD_CRASH_AFTER_SECONDS',
    'RUNSTEAD_LOG_LEVEL',
    'RUNSTEAD_PUBLIC_URL',
  ];
  const env = Object.fromEntries(passedOn.filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
  const cluster = await startCluster({ folder, port: Number(values.port ?? process.env.RUNSTEAD_PORT ?? 8080), env });
  const replicas = cluster.services.map(({ title, port }) => `${title} :${port}`).join(', ');
  console.log(`
  Runstead is running at ${cluster.address}

  API key             ${cluster.key}
  Log from Python     wandb login --host=${cluster.address} ${cluster.key}
  Replicas            ${replicas}
  Data and logs       ${folder}

  Ctrl-C stops it; npm run cluster -- --stop also deletes the data.
`);
  let leaving = false;
  const leave = () => {
    if (leaving) process.exit(130);
    leaving = true;
    cluster.stop().then(
      () => process.exit(0),
      (error) => {
        console.error(`It did not stop cleanly: ${error.message}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave);
}
