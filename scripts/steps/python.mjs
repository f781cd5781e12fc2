import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, root, run, step } from './run.mjs';

/** Path of a Python that has these packages: a virtual environment of its own below `.cache`, made once. */
export async function pythonWith(name, packages) {
  const home = join(root, '.cache/venv', name);
  const python = join(home, 'bin/python');
  const stamp = join(home, '.complete');
  if (existsSync(stamp) && existsSync(python)) return python;
  await step(`Setting up Python with ${packages.join(', ')}`, async () => {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(join(root, '.cache/venv'), { recursive: true });
    await makeEnvironment(home);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    writeFileSync(stamp, packages.join(' '));
  });
  return python;
}

async function makeEnvironment(home) {
  const python = await anyPython();
  try {
    await run(python, ['-m', 'venv', home], { stdio: ['ignore', 'ignore', 'ignore'] });
  } catch {
    // Debian ships `venv` without pip's wheels unless python3-venv is there.
    if (process.getuid?.() !== 0) throw new Error('The SDK tests need python3 with venv: install python3-venv.');
    await installPython();
    await run(python, ['-m', 'venv', home]);
  }
}

async function anyPython() {
  for (const name of ['python3.11', 'python3', 'python'])
    if ((await ask(name, ['-c', 'import sys; print(sys.version_info >= (3, 9))'])) === 'True') return name;
  if (process.getuid?.() !== 0) throw new Error('The SDK tests need Python 3.9 or newer.');
  await installPython();
  return 'python3';
}

async function installPython() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3', 'python3-venv', 'python3-pip'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
