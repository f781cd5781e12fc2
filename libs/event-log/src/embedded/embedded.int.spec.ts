import { SystemClock } from '@runstead/run-domain';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { eventLogContract } from '../event-log.contract';
import { EmbeddedEventLog, type EmbeddedEventLogOptions } from './embedded-event-log';

const VARIANTS: Record<string, Partial<EmbeddedEventLogOptions>> = {
  EmbeddedEventLog: {},
  'EmbeddedEventLog without memory for its tail': { cacheBytes: 0 },
  'EmbeddedEventLog with tiny segments': { cacheBytes: 0, segmentBytes: 400 },
  'EmbeddedEventLog with tiny segments and a short tail': { cacheBytes: 4000, segmentBytes: 400 },
};

for (const [name, variant] of Object.entries(VARIANTS)) {
  eventLogContract(name, async () => {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'runstead-log-'));
    const open = (): Promise<EmbeddedEventLog> =>
      EmbeddedEventLog.open(path.join(directory, 'log'), { clock: new SystemClock(), ...variant });
    let log = await open();
    return {
      log,
      reopen: async () => {
        await log.close();
        return (log = await open());
      },
      dispose: async () => {
        await log.close();
        await fs.rm(directory, { recursive: true });
      },
    };
  });
}
