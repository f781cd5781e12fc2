import { parseArgs } from 'node:util';
import { main, progressLine, progressText } from './steps/maintenance.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    check: { type: 'boolean' },
    'accept-differences': { type: 'boolean' },
    'roll-back': { type: 'boolean' },
    'drop-old': { type: 'boolean' },
    built: { type: 'boolean' },
    host: { type: 'string' },
    key: { type: 'string' },
  },
});
const actions = ['check', 'roll-back', 'drop-old'].filter((name) => values[name]);
if (values.help || positionals.length !== 1 || actions.length > 1) {
  console.log(`npm run rebuild -- <projection|all> [options]

  catalog        projects, runs, files, alerts, workspaces, accounts
  artifacts      artifacts and their collections
  streams        receipts, resume counters, summaries
  dead-letters   data that could not be used
  metrics        lines, points, console, keys
  run-index      what lists, filters and sorts runs

Builds the projection anew from the first record of the log, beside the one that is shown, compares the two run by run and
shows the new one when they are the same. The old one is kept. Works on a directory that no server uses (RUNSTEAD_DATA_DIR),
else asks the running server, which goes on.

  --check                only compare
  --accept-differences   show the new one although it differs: the old one has lost rows
  --roll-back            show the old one again, brought up to date
  --drop-old             drop the old one
  --host, --key          of the running server and an administrator`);
  process.exit(values.help ? 0 : 1);
}

await main(values, async (maintenance) => {
  const line = progressLine();
  const task = {
    kind: 'rebuild',
    action: actions[0] ?? 'rebuild',
    projection: positionals[0],
    acceptDifferences: values['accept-differences'] ?? false,
  };
  const { rebuilds } = await maintenance.run(task, (job) => line.show(progressText(job)));
  line.clear();
  for (const summary of rebuilds) say(summary);
  if (task.action === 'drop-old') console.log('The old copies are dropped.');
  return rebuilds.some(({ differences, switched }) => differences.length > 0 && !switched) ? 1 : 0;
});

function say({ projection, version, records, bytes, seconds, heldSeconds, compared, differences, switched }) {
  const rate = `${(bytes / 1e6 / seconds).toFixed(1)} MB/s`;
  console.log(`${projection}@${version}  ${records} records, ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s (${rate})`);
  console.log(
    `  ${compared} groups of rows compared, ${differences.length} differ; the shown one stood still for ${heldSeconds.toFixed(2)} s`,
  );
  for (const { table, run, live, rebuilt } of differences.slice(0, 20))
    console.log(`  ${table}${run === null ? '' : ` of run ${run}`}: ${live ?? 'no rows'} shown, ${rebuilt ?? 'no rows'} by the log`);
  if (differences.length > 20) console.log(`  and ${differences.length - 20} more`);
  console.log(switched ? '  The new copy is shown, the old one is kept.' : '  What is shown was not changed.');
}
