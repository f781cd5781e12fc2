import { spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, run, step } from '../run.mjs';

/**
 * A running component. Every one has the same hands: `kill` is SIGKILL (the machine lost it), `pause` and `resume` freeze it (it
 * hangs, its connections stay), `restart` starts it on the same port and folder after `kill` or `stop`.
 * @typedef {{ address: string, env: Record<string, string>, stop(): Promise<void>, kill(): Promise<void>, restart(): Promise<void>,
 *   pause(): void, resume(): void }} Running
 */

/** A loopback port that nobody listens on now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Keeps one operating-system process of a component: `launch` names command and arguments, `ready` asks it something real and throws
 * until it answers.
 * @returns {Promise<Omit<Running, 'address' | 'env'>>}
 */
export async function supervised({ name, launch, ready, log = () => undefined, readyWithinMs = 90_000, stopSignal = 'SIGTERM' }) {
  let child = null;
  let tail = '';

  async function begin() {
    const { command, args, options = {} } = launch();
    tail = '';
    const started = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    child = started;
    const ended = new Promise((resolve) => started.once('close', (code, signal) => resolve(signal ?? `code ${code}`)));
    let over = null;
    void ended.then((how) => (over = how));
    started.on('error', (error) => (tail += error.message));
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (chunk) => {
        tail = (tail + chunk).slice(-4_000);
        log(String(chunk));
      });
    const deadline = Date.now() + readyWithinMs;
    for (;;) {
      if (over !== null) throw new Error(`${name} ended with ${over} before it was ready:\n${tail}`);
      try {
        await ready();
        return;
      } catch (error) {
        if (Date.now() > deadline) {
          started.kill('SIGKILL');
          throw new Error(`${name} was not ready after ${readyWithinMs / 1000} s (${error.message}):\n${tail}`);
        }
      }
      await pause(50);
    }
  }

  async function end(signal) {
    const ending = child;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('close', resolve));
    ending.kill('SIGCONT');
    ending.kill(signal);
    const timer = setTimeout(() => ending.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  }

  await begin();
  return {
    stop: () => end(stopSignal),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end(stopSignal);
      await begin();
    },
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
  };
}

/** Resolves when somebody accepts connections there. */
export function accepts(port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

/** Debian packages, installed when we may. `present`: whether what they bring is there. */
export async function debianPackages(title, packages, present) {
  if (await present()) return;
  if (process.getuid?.() !== 0 || !(await ask('which', ['apt-get'])))
    throw new Error(`${title} is missing: install ${packages.join(', ')} with your package manager.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`Installing ${title}`, async () => {
    await run('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  });
  if (!(await present())) throw new Error(`${title} was installed but is still not found.`);
}

/** Whether the command is on the PATH. */
export async function onPath(command) {
  return (await ask('which', [command])) !== null;
}
