import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Offline runs of the client (`wandb/offline-run-…`, or a `.wandb` file) go in by the client's own `wandb sync`. */
export async function importWandb(_client, path, { host, key, python = 'python3' }) {
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
  const code = await new Promise((resolve, reject) => {
    const child = spawn(python, ['-m', 'wandb', 'sync', path], {
      stdio: 'inherit',
      env: { ...process.env, WANDB_BASE_URL: host, WANDB_API_KEY: key },
    });
    child.on('error', () => reject(new Error(`${python} could not be started: name a Python that has the wandb package with --python.`)));
    child.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`wandb sync ended with code ${code}: what it had sent is kept, and running it again sends the rest.`);
  return null;
}
