import { parseArgs } from 'node:util';
import { main, progressLine, progressText } from './steps/maintenance.mjs';

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    json: { type: 'boolean' },
    built: { type: 'boolean' },
    host: { type: 'string' },
    key: { type: 'string' },
  },
});
if (values.help) {
  console.log(`npm run verify [-- options]

Compares the log with every line that is stored, every projection with what a rebuild gives, every file with its event. Ends
with code 1 when anything differs. Works on a directory that no server uses (RUNSTEAD_DATA_DIR), else asks the running server.

  --json         the whole report
  --host, --key  of the running server and an administrator`);
  process.exit(0);
}

await main(values, async (maintenance) => {
  const line = progressLine();
  const { verify } = await maintenance.run({ kind: 'verify' }, (job) => line.show(progressText(job)));
  line.clear();
  if (values.json) console.log(JSON.stringify(verify, null, 2));
  else say(verify);
  return verify.ok ? 0 : 1;
});

function say({ ok, seconds, records, lines, files, fileBytes, projections, differences, differenceCount }) {
  console.log(
    `${records} records of lines, ${lines} lines, ${files} files (${(fileBytes / 1e6).toFixed(1)} MB) in ${seconds.toFixed(1)} s`,
  );
  for (const { projection, version, records: replayed, compared, differences: found } of projections)
    console.log(
      `${`${projection}@${version}`.padEnd(16)}${replayed} records replayed, ${compared} groups of rows compared, ${found.length} differ`,
    );
  for (const { kind, run, what } of differences) console.log(`DIFFERENCE ${kind}${run === null ? '' : ` ${run}`}: ${what}`);
  if (differenceCount > differences.length) console.log(`and ${differenceCount - differences.length} more`);
  console.log(ok ? 'Log, projections and files agree.' : `${differenceCount} differences.`);
}
