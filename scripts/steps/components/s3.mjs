import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ask, root, run, step } from '../run.mjs';
import { accepts, freePort, supervised } from './process.mjs';

const VERSION = '1.8.0';
const NEEDED_GO = [1, 25];
const home = join(root, '.cache/components', `versitygw-${VERSION}`);
const program = join(home, 'versitygw');
const ACCESS = { S3_ACCESS_KEY_ID: 'runstead', S3_SECRET_ACCESS_KEY: 'runstead-trial-secret', S3_BUCKET: 'runstead' };

/** S3 over a folder: VersityGW, built from the Go module proxy. */
export const s3 = {
  name: 's3',
  testVariable: 'RUNSTEAD_TEST_S3_ENDPOINT',
  /** Another store's credentials come from the environment, under the names that the product itself reads. */
  env: (address, given) =>
    given
      ? { S3_ENDPOINT: given, ...Object.fromEntries(Object.keys(ACCESS).map((name) => [name, process.env[name] ?? ACCESS[name]])) }
      : { S3_ENDPOINT: `http://${address}`, ...ACCESS },
  container: () => ({
    image: 'chrislusf/seaweedfs:3.97',
    port: 8333,
    command: ['server', '-s3'],
    environment: { AWS_ACCESS_KEY_ID: ACCESS.S3_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: ACCESS.S3_SECRET_ACCESS_KEY },
  }),

  async installed() {
    if (existsSync(program)) return;
    await recentGo();
    await step(`Building VersityGW ${VERSION} (an S3 server for tests; takes some minutes once)`, async () => {
      const working = `${home}.${process.pid}`;
      mkdirSync(working, { recursive: true });
      await run('go', ['install', `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`], {
        cwd: working,
        env: { ...process.env, GOBIN: working, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' },
      });
      if (!existsSync(home)) renameSync(working, home);
    });
  },

  async start({ folder, port: wanted = 0, log }) {
    const port = wanted || (await freePort());
    const objects = join(folder, 'objects');
    const metadata = join(folder, 'metadata');
    for (const path of [objects, metadata]) mkdirSync(path, { recursive: true });
    const running = await supervised({
      name: 'VersityGW',
      log,
      ready: () => accepts(port),
      launch: () => ({
        command: program,
        args: [
          '--access',
          ACCESS.S3_ACCESS_KEY_ID,
          '--secret',
          ACCESS.S3_SECRET_ACCESS_KEY,
          '--port',
          `127.0.0.1:${port}`,
          '--quiet',
          // Beside the objects: not every file system takes extended attributes.
          'posix',
          '--sidecar',
          metadata,
          objects,
        ],
        options: { cwd: folder },
      }),
    });
    const address = `127.0.0.1:${port}`;
    return { address, env: s3.env(address), ...running };
  },
};

/** Debian's own Go is too old, and a toolchain cannot be had as a package: this one thing must be on the machine. */
async function recentGo() {
  const said = await ask('go', ['env', 'GOVERSION'], { env: { ...process.env, GOTOOLCHAIN: 'local' } });
  const [major, minor] = /go(\d+)\.(\d+)/
    .exec(said ?? '')
    ?.slice(1)
    .map(Number) ?? [0, 0];
  if (major > NEEDED_GO[0] || (major === NEEDED_GO[0] && minor >= NEEDED_GO[1])) return;
  throw new Error(
    `The S3 suites need an S3 server. Give one in RUNSTEAD_TEST_S3_ENDPOINT, start Docker, or install Go ${NEEDED_GO.join('.')} or newer ` +
      `(${said ? `this is ${said}` : 'there is none on the PATH'}; Debian's package is too old) to build VersityGW.`,
  );
}
