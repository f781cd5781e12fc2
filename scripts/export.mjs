import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { makeProgress } from './seeds/progress.mjs';
import { WireClient } from './seeds/wire-client.mjs';
import { explainAccess, serverAccess } from './steps/server-access.mjs';

const STEPS_A_PAGE = 10_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    out: { type: 'string', default: './export' },
    host: { type: 'string' },
    key: { type: 'string' },
  },
});
const [entity, project, run] = (positionals[0] ?? '').split('/');
if (values.help || !entity || !project) {
  console.log(`npm run export -- <entity>/<project>[/<run id>] [--out ./export] [--host http://localhost:8080] [--key <API key>]

Writes a folder for each run: run.json (configuration, summary, state, timeline), history.jsonl (every row that the run
shows, as it was logged), output.log and files/. The server must be running; the key is taken as in npm run seed.`);
  process.exit(values.help ? 0 : 1);
}

let access;
try {
  access = serverAccess(values);
  const client = new WireClient(access.host, access.key);
  const names = run ? [run] : await runNames();
  const tick = makeProgress('runs', names.length);
  for (const name of names) {
    await exportRun(client, name);
    tick();
  }
  client.close();
  console.log(`Exported ${names.length} ${names.length === 1 ? 'run' : 'runs'} to ${resolve(values.out)}`);
} catch (error) {
  console.error(explainAccess(error, access?.host));
  process.exit(1);
}

async function exportRun(client, name) {
  const own = `/runs/${[entity, project, name].map(encodeURIComponent).join('/')}`;
  const folder = inside(resolve(values.out), encodeURIComponent(name));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'run.json'), `${JSON.stringify(await json(own), null, 2)}\n`);
  await writeHistory(client, name, join(folder, 'history.jsonl'));
  await download(`${own}/console/download`, join(folder, 'output.log'));
  const { files } = await json(`${own}/files`);
  for (const file of files) {
    // A file's name is data of whoever logged it: it may not leave the folder.
    const target = inside(join(folder, 'files'), file.name);
    await mkdir(dirname(target), { recursive: true });
    await download(`${own}/files/${file.name.split('/').map(encodeURIComponent).join('/')}?download=1`, target);
  }
}

async function writeHistory(client, name, path) {
  const variables = { entity, project, run: name };
  const head = 'query Export($entity: String!, $project: String!, $run: String!';
  const found = await client.graphql(
    `${head}) { project(name: $project, entityName: $entity) { run(name: $run) { historyKeys } } }`,
    variables,
  );
  const last = found.project?.run?.historyKeys?.lastStep ?? -1;
  const out = createWriteStream(path);
  for (let minStep = 0; minStep <= last; minStep += STEPS_A_PAGE) {
    const page = await client.graphql(
      `${head}, $minStep: Int64!, $maxStep: Int64!, $pageSize: Int!) { project(name: $project, entityName: $entity) {
        run(name: $run) { history(minStep: $minStep, maxStep: $maxStep, samples: $pageSize) } } }`,
      { ...variables, minStep, maxStep: minStep + STEPS_A_PAGE, pageSize: STEPS_A_PAGE },
    );
    for (const row of page.project.run.history) out.write(`${row}\n`);
  }
  await new Promise((done, fail) => out.end((error) => (error ? fail(error) : done())));
}

async function runNames() {
  const names = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await json(
      `/projects/${encodeURIComponent(entity)}/${encodeURIComponent(project)}/runs?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    names.push(...page.runs.map((one) => one.name));
    cursor = page.cursor;
  }
  return names;
}

async function json(path) {
  return (await answerOf(path)).json();
}

async function download(path, target) {
  await pipeline(Readable.fromWeb((await answerOf(path)).body), createWriteStream(target));
}

async function answerOf(path) {
  const answer = await fetch(`${access.host}/api/v1${path}`, { headers: { authorization: `Bearer ${access.key}` } });
  if (answer.ok) return answer;
  throw new Error(
    answer.status === 404 ? `There is no ${positionals[0]}, or this key may not see it.` : `${path} answered ${answer.status}.`,
  );
}

function inside(folder, name) {
  const target = resolve(folder, name);
  if (target !== folder && !target.startsWith(folder + sep))
    throw new Error(`The name ${JSON.stringify(name)} would leave the export's folder.`);
  return target;
}
