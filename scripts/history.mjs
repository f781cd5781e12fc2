import { parseArgs } from 'node:util';
import { explainAccess, serverAccess } from './steps/server-access.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    reason: { type: 'string', default: '' },
    set: { type: 'string', multiple: true, default: [] },
    remove: { type: 'string', multiple: true, default: [] },
    replace: { type: 'string', multiple: true, default: [] },
    rule: { type: 'string', default: 'append' },
    host: { type: 'string' },
    key: { type: 'string' },
  },
});
const [command, path = '', ...rest] = positionals;
const [entity, project, run] = path.split('/');
const NEEDS = { list: 0, rename: 2, remove: 1, edit: 0, merge: 1, undo: 1 };
const usable = Object.hasOwn(NEEDS, command ?? '') && Boolean(run) && rest.length >= NEEDS[command];

if (values.help || !usable) {
  console.log(`npm run history -- <command> <entity>/<project>/<run id> [options]

  list                       the run's edits, with those that were undone
  rename <key> <new key>     show a metric under another name, in lines that come later too
  remove <key>               do not show a metric any more
  edit                       change what was logged at some steps; each option may be given several times:
       --set <step>:<key>=<number>            another number at one step
       --replace <from>-<to>:<key>=<number>   the same number at all steps of a range
       --remove <from>-<to>[:<key>,<key>…]    nothing in a range of steps; without keys: whole rows
  merge <run id> …           show the rows of other runs of the project with its own, --rule append (behind its last step, the
                             default), keep (its own values stay) or replace (theirs are shown) where both have one
  undo <edit id>             bring back what was before an edit

  --reason <text>            kept with the edit and shown in the run's timeline
  --host, --key              of the running server, as in npm run seed

Nothing that was received is changed: every edit can be undone.`);
  process.exit(values.help ? 0 : 1);
}

let access;
try {
  access = serverAccess(values);
  const edits = `/api/v1/runs/${[entity, project, run].map(encodeURIComponent).join('/')}/history-edits`;
  if (command === 'list') {
    const { edits: made } = await ask('GET', edits);
    if (made.length === 0) console.log('The history of this run was never edited.');
    for (const edit of made) console.log(inWords(edit));
  } else if (command === 'undo') {
    console.log(inWords(await ask('POST', `${edits}/${encodeURIComponent(rest[0])}/undo`, { reason: values.reason })));
  } else {
    console.log(inWords(await ask('POST', edits, { ...wish(), reason: values.reason })));
  }
} catch (error) {
  console.error(explainAccess(error, access?.host));
  process.exitCode = 1;
}

function wish() {
  if (command === 'rename') return { kind: 'rename', from: rest[0], to: rest[1] };
  if (command === 'remove') return { kind: 'remove', key: rest[0] };
  if (command === 'merge') return { kind: 'merge', runs: rest, rule: values.rule };
  return {
    kind: 'steps',
    set: values.set.map((text) => {
      const [, step, key, value] = parts(text, /^(-?\d+):(.+)=([^=]+)$/, '--set <step>:<key>=<number>');
      return { step: Number(step), key, value: numberOf(value) };
    }),
    replace: values.replace.map((text) => {
      const [, from, to, key, value] = parts(text, /^(-?\d+)-(-?\d+):(.+)=([^=]+)$/, '--replace <from>-<to>:<key>=<number>');
      return { from: Number(from), to: Number(to), key, value: numberOf(value) };
    }),
    remove: values.remove.map((text) => {
      const [, from, to, keys] = parts(text, /^(-?\d+)(?:-(-?\d+))?(?::(.+))?$/, '--remove <from>-<to>[:<key>,<key>…]');
      return { from: Number(from), to: Number(to ?? from), ...(keys === undefined ? {} : { keys: keys.split(',') }) };
    }),
  };
}

function parts(text, pattern, form) {
  const found = pattern.exec(text);
  if (!found) throw new Error(`"${text}" is not of the form ${form}.`);
  return found;
}

function numberOf(text) {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`"${text}" is no number.`);
  return value;
}

async function ask(method, path, body) {
  const answer = await fetch(`${access.host}${path}`, {
    method,
    headers: { authorization: `Bearer ${access.key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.detail ?? `${access.host} answered ${answer.status}.`);
  return said;
}

function inWords({ editId, what, reason, actor, time, undone }) {
  const because = (text) => (text === '' ? '' : ` (${text})`);
  const taken = undone === null ? '' : `\n    undone by ${undone.actor} at ${new Date(undone.time).toISOString()}${because(undone.reason)}`;
  return `${editId}  ${new Date(time).toISOString()}  ${actor}: ${what}${because(reason)}${taken}`;
}
