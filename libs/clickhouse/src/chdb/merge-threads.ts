import { readFileSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

const TASKS = '/proc/self/task';
const MERGES = 'MergeMutate';
/** A third of the share of others when the processors are busy: merges keep up, and no request waits for one. */
const NICE = 5;

/** Lets the engine's merges yield to everything else (Linux; the engine's own setting for that has no effect when it is embedded). */
export function yieldMerges(): void {
  let tasks: string[];
  try {
    tasks = readdirSync(TASKS);
  } catch {
    return; // Not Linux.
  }
  for (const task of tasks) {
    try {
      if (readFileSync(`${TASKS}/${task}/comm`, 'utf8').trim() === MERGES) setPriority(Number(task), NICE);
    } catch {
      // The thread has ended, or the system does not allow it: merges are as urgent as before.
    }
  }
}
