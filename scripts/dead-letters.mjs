import { parseArgs } from 'node:util';
import { main } from './steps/maintenance.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    state: { type: 'string' },
    run: { type: 'string' },
    reason: { type: 'string' },
    limit: { type: 'string' },
    after: { type: 'string' },
    all: { type: 'boolean' },
    built: { type: 'boolean' },
    host: { type: 'string' },
    key: { type: 'string' },
  },
});
const [command, ...ids] = positionals;
const asksNothing = (command === 'show' && ids.length !== 1) || (command === 'replay' && ids.length === 0 && !values.all);
if (values.help || !['list', 'show', 'replay'].includes(command) || asksNothing) {
  console.log(`npm run dead-letters -- <command> [options]

  list                 counts by reason and the newest letters; --state open|repaired|all, --run <run id>, --reason <text>,
                       --limit <n>, --after <id of the last letter before>
  show <id>            a letter with its bytes
  replay <id> …        offer letters to the code of today; --all: every open one (of --run, of --reason)

  --host, --key        of the running server and an administrator`);
  process.exit(values.help ? 0 : 1);
}

const filter = { state: values.state, runId: values.run, reason: values.reason };
await main(values, async (maintenance) => {
  if (command === 'list') return list(maintenance);
  if (command === 'show') return show(maintenance);
  return replay(maintenance);
});

async function list(maintenance) {
  const page = await maintenance.list({ ...told(filter), after: values.after, limit: Number(values.limit ?? 50) });
  for (const { reason, projection, open, repaired } of page.counts)
    console.log(`${String(open).padStart(8)} open ${String(repaired).padStart(8)} repaired  ${projection ?? 'door'}: ${reason}`);
  if (page.counts.length === 0) console.log('There is no dead letter.');
  for (const letter of page.letters)
    console.log(`${new Date(letter.occurredAt).toISOString()}  ${letter.id}  ${placeOf(letter)}  ${letter.reason}`);
  if (page.next !== null) console.log(`More: --after ${page.next}`);
  return 0;
}

async function show(maintenance) {
  const found = await maintenance.show(ids[0]);
  if (!found) throw new Error(`There is no letter ${ids[0]}.`);
  for (const [name, value] of Object.entries({ ...found.letter, occurredAt: new Date(found.letter.occurredAt).toISOString() }))
    if (value !== null) console.log(`${name.padEnd(14)}${value}`);
  console.log(`\n${found.bytes} bytes:\n${found.text}`);
  return 0;
}

async function replay(maintenance) {
  const outcomes = [];
  for await (const some of chosen(maintenance)) outcomes.push(...(await maintenance.replay(some)));
  for (const { id, repaired, reason } of outcomes)
    console.log(`${repaired ? 'repaired' : 'still dead'}  ${id}${reason === null ? '' : `  ${reason}`}`);
  const repaired = outcomes.filter((outcome) => outcome.repaired).length;
  console.log(`${repaired} of ${outcomes.length} letters repaired.`);
  return repaired === outcomes.length ? 0 : 1;
}

/** Pages are read before anything is repaired, because a repaired letter leaves them. */
async function* chosen(maintenance) {
  if (!values.all) {
    yield ids;
    return;
  }
  const pages = [];
  for (let after; after !== null;) {
    const page = await maintenance.list({ ...told(filter), after, limit: 500 });
    if (page.letters.length > 0) pages.push(page.letters.map(({ id }) => id));
    after = page.next;
  }
  yield* pages;
}

function told(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function placeOf({ run, runId, file, line }) {
  return [run ?? runId ?? '', file ?? '', line === null ? '' : `line ${line}`].filter((part) => part !== '').join(' ');
}
