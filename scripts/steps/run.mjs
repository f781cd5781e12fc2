import { spawn } from 'node:child_process';

export const root = new URL('../../', import.meta.url).pathname;

/** Runs a command with the terminal's output; rejects with one sentence when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)));
    child.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${[command, ...args].join(' ')} ended with ${signal ?? `code ${code}`}.`)),
    );
  });
}

/** Runs a command silently and answers its output, or null when it fails. */
export function ask(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], ...options });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.on('error', () => resolve(null));
    // Not `exit`: what was printed may still be on its way then.
    child.on('close', (code) => resolve(code === 0 ? text.trim() : null));
  });
}

/** Says what is going on and, at the end, how long it took. */
export async function step(title, work) {
  const began = Date.now();
  process.stdout.write(`- ${title} …\n`);
  const result = await work();
  process.stdout.write(`- ${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  return result;
}
