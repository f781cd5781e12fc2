import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { SEGMENT_HEADER_BYTES } from './segment-header';
import { segmentFiles } from './segments.fixture';

/** How far the files of a topic reached at some moment: path of the last segment, and its length. */
export interface Extent {
  readonly path: string;
  readonly length: number;
}

export async function extentOf(directory: string): Promise<Extent> {
  const last = (await segmentFiles(directory)).at(-1) ?? '';
  return { path: last, length: (await fs.stat(last)).size };
}

/**
 * Copies the log as a crash may have left it while the group behind `durable` was being written: cut at `cut` (0 to 1) of what was written
 * since, with `garbage` behind the cut. Returns how many bytes of the group's frames survived.
 */
export async function crashedCopy(from: string, to: string, durable: Extent, cut: number, garbage: Buffer): Promise<number> {
  const written = await extentOf(from);
  await fs.cp(from, to, { recursive: true, filter: (source) => !path.basename(source).startsWith('lock.') });
  const torn = written.path.replace(from, to);
  const began = written.path === durable.path ? durable.length : 0;
  const kept = began + Math.floor((written.length - began) * cut);
  await fs.truncate(torn, kept);
  // The header is durable before records follow it, so only what is no longer than a header can lie in a segment without one.
  await fs.appendFile(torn, kept < SEGMENT_HEADER_BYTES ? garbage.subarray(0, SEGMENT_HEADER_BYTES - kept) : garbage);
  return Math.max(0, kept - (began === 0 ? SEGMENT_HEADER_BYTES : began));
}
