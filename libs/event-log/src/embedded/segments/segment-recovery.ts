import { randomInt } from 'node:crypto';
import type { LogDisk, LogFile } from '../disk/disk';
import { LogCorruptError } from './log-corrupt-error';
import { loadSealedSegment, saveSealedIndex } from './sealed-index';
import { baseOfSegmentFile, type Segment, segmentPath } from './segment';
import { encodeSegmentHeader, SEGMENT_HEADER_BYTES, seedFromHeader } from './segment-header';
import { recordProvingLoss, scanSegment } from './segment-scan';
import { SparseIndex } from './sparse-index';

/** An unfinished write that was cut off when the log was opened. Nothing in it had been acknowledged. */
export interface TornTail {
  readonly path: string;
  /** Length of the file afterwards. */
  readonly keptBytes: number;
  readonly cutBytes: number;
  readonly what: string;
}

/** The segment that is appended to, with its open file. */
export interface ActiveSegment extends Segment {
  readonly file: LogFile;
}

export interface Recovered {
  /** In the order of their offsets, without gaps. */
  readonly sealed: Segment[];
  readonly active: ActiveSegment;
  readonly torn: TornTail | null;
}

/** Opens the segments of one topic. Afterwards every record in them is durable. Throws `LogCorruptError`. */
export async function recoverSegments(disk: LogDisk, directory: string): Promise<Recovered> {
  await disk.makeDirectory(directory);
  const bases = (await disk.list(directory)).map(baseOfSegmentFile).filter((base) => base !== null);
  const last = bases.pop() ?? 0;
  const sealed: Segment[] = [];
  let expected = 0;
  for (const base of bases) {
    requireOffset(segmentPath(directory, base), base, expected);
    const segment = await openSealed(disk, segmentPath(directory, base), base);
    sealed.push(segment);
    expected = segment.end;
  }
  requireOffset(segmentPath(directory, last), last, expected);
  return { sealed, ...(await openActive(disk, directory, last)) };
}

function requireOffset(path: string, base: number, expected: number): void {
  if (base !== expected)
    throw new LogCorruptError(path, 0, `it starts at record ${base}, but the segment before it ends at record ${expected}`);
}

async function openSealed(disk: LogDisk, path: string, base: number): Promise<Segment> {
  const known = await loadSealedSegment(disk, path, base);
  if (known !== null) return known;
  const file = await disk.open(path, 'read');
  try {
    const { segment, tail } = await scanSegment(file, path, base);
    if (tail !== null) throw new LogCorruptError(path, segment.length, `${tail.what}, in a segment that was finished`);
    await saveSealedIndex(disk, segment).catch(() => undefined); // Only costs the next start another scan.
    return segment;
  } finally {
    await file.close();
  }
}

async function openActive(disk: LogDisk, directory: string, base: number): Promise<{ active: ActiveSegment; torn: TornTail | null }> {
  const path = segmentPath(directory, base);
  const file = await disk.open(path, 'write');
  try {
    if (await isUnborn(file, base)) return { active: await initialize(disk, directory, file, base), torn: null };
    const scan = await scanSegment(file, path, base);
    const torn = scan.tail === null ? null : { path, keptBytes: scan.segment.length, cutBytes: scan.tail.bytes, what: scan.tail.what };
    if (torn !== null) {
      const proof = await recordProvingLoss(file, scan);
      if (proof !== null)
        throw new LogCorruptError(path, torn.keptBytes, `${torn.what}, yet record ${proof} was written after it was durable`);
      await file.truncate(scan.segment.length);
    }
    // Whole records of a killed process may be in the page cache only; a projector must not see what the next power cut takes back.
    await file.datasync();
    await disk.syncDirectory(directory);
    return { active: { ...scan.segment, file }, torn };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A crash before the header was durable leaves at most a header's length of anything: no record was ever in such a file. */
async function isUnborn(file: LogFile, base: number): Promise<boolean> {
  const { length } = await file.stat();
  if (length > SEGMENT_HEADER_BYTES) return false;
  const header = Buffer.alloc(length);
  await file.read(header, 0);
  return seedFromHeader(header, base) === null;
}

/** Creates the segment that starts at `base`, durable by name and header before the first record goes into it. */
export async function createSegment(disk: LogDisk, directory: string, base: number): Promise<ActiveSegment> {
  const file = await disk.open(segmentPath(directory, base), 'write');
  try {
    return await initialize(disk, directory, file, base);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function initialize(disk: LogDisk, directory: string, file: LogFile, base: number): Promise<ActiveSegment> {
  const seed = randomInt(2 ** 32);
  await file.truncate(0);
  await file.write(encodeSegmentHeader(base, seed), 0);
  await file.datasync();
  await disk.syncDirectory(directory);
  return { path: segmentPath(directory, base), base, seed, index: new SparseIndex(), length: SEGMENT_HEADER_BYTES, end: base, file };
}
