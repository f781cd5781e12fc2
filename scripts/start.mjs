import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { prepare } from './steps/prepare.mjs';

const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
if (values.help) {
  console.log(`npm start: install what is missing, build what changed, run Runstead in this process.

  RUNSTEAD_HOST, RUNSTEAD_PORT     where it listens (127.0.0.1, 8080)
  RUNSTEAD_PUBLIC_URL              what links are built from (http://localhost:<port>)
  RUNSTEAD_DATA_DIR                where everything is kept (./data)
  RUNSTEAD_ADMIN_USER, RUNSTEAD_ADMIN_API_KEY   the first administrator (local, generated)
  RUNSTEAD_CRASH_AFTER_SECONDS     silence after which a run is crashed (300)
  RUNSTEAD_LOG_LEVEL               fatal error warn info debug trace silent (info)

Ctrl-C stops it cleanly.`);
  process.exit(0);
}

try {
  await prepare();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
createRequire(import.meta.url)('../apps/standalone/dist/main.js');
