import { parseArgs } from 'node:util';
import { explainAccess, serverAccess } from './steps/server-access.mjs';

const { values } = parseArgs({ options: { help: { type: 'boolean' }, host: { type: 'string' }, key: { type: 'string' } } });
if (values.help) {
  console.log(`npm run gc [-- --host http://localhost:8080 --key <administrator's API key>]

Frees the bytes of deleted files and artifacts whose grace period (RUNSTEAD_GARBAGE_AFTER_SECONDS, a day) is over. The server does
the same by itself, at least every six hours; the server must be running.`);
  process.exit(0);
}

let access;
try {
  access = serverAccess(values);
  const answer = await fetch(`${access.host}/api/v1/admin/garbage`, { method: 'POST', headers: { authorization: `Bearer ${access.key}` } });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.detail ?? `${access.host} answered ${answer.status}.`);
  const { freed, condemned, spared, abandonedVersions } = said;
  console.log(`Freed ${megabytes(freed.bytes)} in ${freed.objects} objects.`);
  if (condemned.contents > 0) console.log(`${condemned.contents} contents (${megabytes(condemned.bytes)}) go after the grace period.`);
  if (spared > 0) console.log(`${spared} contents are used again and stay.`);
  if (abandonedVersions > 0) console.log(`${abandonedVersions} uploads that were never finished are given up.`);
} catch (error) {
  console.error(explainAccess(error, access?.host));
  process.exit(1);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
