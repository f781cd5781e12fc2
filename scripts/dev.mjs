import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from './steps/run.mjs';
import { prepare } from './steps/prepare.mjs';

const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
if (values.help) {
  console.log(
    'npm run dev: the server on RUNSTEAD_PORT (8080), rebuilt and restarted on every change, and the web application with hot reload on 5173.',
  );
  process.exit(0);
}

await prepare();
const children = [
  start('npx', ['tsc', '-b', '--watch', '--preserveWatchOutput']),
  start('node', ['--watch', 'apps/standalone/dist/main.js']),
  start('npx', ['vite'], `${root}apps/ui`),
];
const stop = () => children.forEach((child) => child.kill('SIGTERM'));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

function start(command, args, cwd = root) {
  return spawn(command, args, { cwd, stdio: 'inherit' });
}
