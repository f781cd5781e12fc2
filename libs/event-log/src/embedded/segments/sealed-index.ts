import type { LogDisk } from '../disk/disk';
import type { Segment } from './segment';
import { type IndexEntry, SparseIndex } from './sparse-index';

/** Beside each finished segment: what a scan of it would find. Derived data: missing, torn or stale, the segment is scanned instead. */
interface SealedIndex {
  readonly length: number;
  /** Modification time of the segment file: a file that was replaced or restored is checked again, record by record. */
  readonly modified: number;
  readonly seed: number;
  readonly end: number;
  readonly entries: readonly IndexEntry[];
}

const indexPath = (segmentPath: string): string => segmentPath.replace(/\.log$/, '.index');

export async function saveSealedIndex(disk: LogDisk, segment: Segment): Promise<void> {
  const { length, modified } = await disk.stat(segment.path);
  if (length !== segment.length) return;
  const sealed: SealedIndex = { length, modified, seed: segment.seed, end: segment.end, entries: segment.index.toJSON() };
  await disk.replaceText(indexPath(segment.path), JSON.stringify(sealed));
}

/** The segment as its index describes it; null when the index is not there or not about this file as it is now. */
export async function loadSealedSegment(disk: LogDisk, path: string, base: number): Promise<Segment | null> {
  const text = await disk.readText(indexPath(path));
  const sealed = text === null ? null : parse(text);
  if (sealed === null) return null;
  const { length, modified } = await disk.stat(path);
  if (sealed.length !== length || sealed.modified !== modified) return null;
  return { path, base, seed: sealed.seed, length, end: sealed.end, index: SparseIndex.of(sealed.entries) };
}

function parse(text: string): SealedIndex | null {
  try {
    const value = JSON.parse(text) as Partial<SealedIndex> | null;
    const numbers = [value?.length, value?.modified, value?.seed, value?.end];
    return numbers.every((number) => typeof number === 'number') && Array.isArray(value?.entries) ? (value as SealedIndex) : null;
  } catch {
    return null;
  }
}
