import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailableError } from '../event-log';

const PAUSES_MS = [50, 150, 400, 800];

/**
 * An election or a moved partition passes within a second: reading tries again before it says that the log is unavailable. Not when `over`
 * says that nobody waits any more.
 */
export async function patiently<Result>(work: () => Promise<Result>, over: () => boolean): Promise<Result> {
  for (const wait of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LogUnavailableError) || over()) throw error;
    }
    await pause(wait);
  }
  return work();
}
