import { ask, run, step } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Path of a Chromium: `RUNSTEAD_TEST_CHROMIUM`, one on the PATH, or Debian's package, installed when we may. */
export async function chromium() {
  if (process.env.RUNSTEAD_TEST_CHROMIUM) return process.env.RUNSTEAD_TEST_CHROMIUM;
  const found = await onPath();
  if (found) return found;
  if (process.getuid?.() !== 0 || !(await ask('which', ['apt-get'])))
    throw new Error('The browser tests need Chromium: install it, or name one in RUNSTEAD_TEST_CHROMIUM.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step('Installing Chromium', async () => {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation', 'fonts-noto-color-emoji'], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  });
  const installed = await onPath();
  if (!installed) throw new Error('Chromium was installed but is not on the PATH.');
  return installed;
}

async function onPath() {
  for (const name of names) {
    const path = await ask('which', [name]);
    if (path) return path;
  }
  return null;
}
