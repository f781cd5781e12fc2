import { connect } from 'node:net';
import { debianPackages, freePort, onPath, supervised } from './process.mjs';

/** Redis without a disk: what it holds is never the only copy of anything. */
export const redis = {
  name: 'redis',
  testVariable: 'RUNSTEAD_TEST_REDIS_URL',
  env: (address) => ({ REDIS_URL: `redis://${address}` }),
  container: () => ({ image: 'redis:7.4', port: 6379, command: ['redis-server', '--save', '', '--appendonly', 'no'] }),

  async installed() {
    await debianPackages('Redis', ['redis-server'], () => onPath('redis-server'));
  },

  async start({ folder, port: wanted = 0, log }) {
    const port = wanted || (await freePort());
    const running = await supervised({
      name: 'Redis',
      log,
      ready: () => pong(port),
      launch: () => ({
        command: 'redis-server',
        args: [
          '--port',
          String(port),
          '--bind',
          '127.0.0.1',
          '--dir',
          folder,
          '--save',
          '',
          '--appendonly',
          'no',
          '--set-proc-title',
          'no',
        ],
      }),
    });
    const address = `127.0.0.1:${port}`;
    return { address, env: redis.env(address), ...running };
  },
};

function pong(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      if (String(answer).startsWith('+PONG')) resolve();
      else reject(new Error(String(answer).trim()));
    });
  });
}
