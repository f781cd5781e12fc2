import { setTimeout as pause } from 'node:timers/promises';

const ASK_EVERY_MS = 500;

/** Compares log, projections and files of the server (`npm run verify`); each difference is a violation. Answers its figures. */
export async function verified(server, ledger) {
  const begun = await (await server.api('POST', '/admin/maintenance', { kind: 'verify' })).json();
  for (;;) {
    const job = await (await server.api('GET', `/admin/maintenance/${begun.id}`)).json();
    if (job.state === 'failed') {
      ledger.violate(`verify failed: ${job.error}`);
      return {};
    }
    if (job.state === 'done') return told(job.verify, ledger);
    await pause(ASK_EVERY_MS);
  }
}

function told({ ok, lines, files, records, projections, differences, differenceCount }, ledger) {
  for (const { kind, run, what } of differences) ledger.violate(`verify: ${kind}${run === null ? '' : ` of ${run}`}: ${what}`);
  for (const { projection, differences: found } of projections)
    for (const one of found) ledger.violate(`verify: ${projection} differs from its rebuild: ${JSON.stringify(one).slice(0, 300)}`);
  if (!ok && differenceCount === 0) ledger.violate('verify found a difference that it does not name');
  return { verifiedRecords: records, verifiedLines: lines, verifiedFiles: files, verifiedProjections: projections.length };
}
