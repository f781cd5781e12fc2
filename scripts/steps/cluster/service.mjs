import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../run.mjs';
import { freePort } from '../components/process.mjs';

const READY_WITHIN_MS = 240_000;
const RESTART_AFTER_MS = 1_000;

/**
 * One replica of a service as a local process that is started again when it ends, as Kubernetes would; its words go to a file.
 * @param {{ name: string, replica: number, folder: string, env: Record<string, string>, log: (line: string) => void }} options
 */
export async function startService({ name, replica, folder, env, log }) {
  const title = `${name}-${replica}`;
  const port = await freePort();
  let child = null;
  let stopping = false;
  let restarts = 0;

  function begin() {
    const file = join(folder, `${title}.log`);
    // The folder is an argument so that leftovers can be told from everybody else's processes.
    child = spawn(process.execPath, [join(root, 'apps', name, 'dist/main.js'), `--cluster=${folder}`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, RUNSTEAD_HOST: '127.0.0.1', RUNSTEAD_PORT: String(port) },
    });
    let tail = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        tail = (tail + chunk).slice(-2_000);
        appendFileSync(file, chunk);
      });
    child.once('exit', async (code, signal) => {
      if (stopping) return;
      restarts += 1;
      log(`${title} ended with ${signal ?? `code ${code}`} and is started again (${file})\n${signal ? '' : tail}`);
      await pause(RESTART_AFTER_MS);
      if (!stopping) begin();
    });
  }

  begin();
  const ready = async () => {
    const deadline = Date.now() + READY_WITHIN_MS;
    let said = 'nothing';
    while (Date.now() < deadline) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch((error) => {
        said = error.cause?.code ?? error.message;
        return null;
      });
      if (answer?.ok) return;
      if (answer) said = await answer.text();
      await pause(100);
    }
    throw new Error(`${title} was not ready after ${READY_WITHIN_MS / 1_000} s: ${said}`);
  };
  return {
    name,
    title,
    port,
    ready,
    pid: () => child.pid,
    restarts: () => restarts,
    /** It comes back by itself. */
    kill: () => child.kill('SIGKILL'),
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
