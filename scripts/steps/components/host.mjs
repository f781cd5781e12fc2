import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { provide } from './provide.mjs';

/**
 * A component in a process of its own, for a test: `node host.mjs <name> [ours]`. Says `{ready: {address, env}}` as one line of JSON, then
 * takes one command a line (kill, restart, pause, resume, stop) and answers each. The component ends with its owner: when the input
 * closes.
 */
const [name, ours] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), `runstead-${name}-`));
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
let running = null;
let leaving = null;

const leave = () => (leaving ??= (running?.kill() ?? Promise.resolve()).catch(() => running?.stop()).finally(end));
function end() {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave);

const commands = createInterface({ input: process.stdin });
commands.on('close', leave);
try {
  running = await provide(name, { folder, ours: ours === 'ours' });
  say({ ready: { address: running.address, env: running.env } });
} catch (error) {
  say({ failed: error.message });
  end();
}
commands.on('line', async (command) => {
  try {
    if (command === 'stop') await running.stop();
    else await running[command]();
    say({ done: command });
  } catch (error) {
    say({ failed: error.message });
  }
});
