import { z } from 'zod';
import { decodeColumns, encodeColumns } from './binary-columns';
import { LIMITS } from './limits';
import { runGroupSchema, runSelectionSchema } from './run-query';
import { seriesQuerySchema } from './series';

const chosenSchema = z.union([
  z.object({ runs: z.array(z.string().max(512)).max(LIMITS.exceptRuns) }).strict(),
  z.object({ within: runGroupSchema.min(1) }).strict(),
]);

/**
 * `POST /api/v1/projects/{entity}/{project}/group-series`: one line a key and group. A group is a list of run names, or the
 * runs of the selection (filter, search, except) that are `within` it; these are all of the same fields. The answer is the
 * layout of `decodeGroupSeries`.
 */
export const groupSeriesQuerySchema = runSelectionSchema
  .omit({ within: true })
  .extend(seriesQuerySchema.omit({ runs: true, tail: true }).shape)
  .extend({ groups: z.array(chosenSchema).min(1).max(LIMITS.groupsPerSeries) })
  .strict();
export type GroupSeriesQuery = z.input<typeof groupSeriesQuerySchema>;

/**
 * Statistics of the members' values at each x (UI 9.4). With at most B different x of all members, these are the columns
 * (`width` 0). Otherwise buckets of `width`: a member's value is its last finite one in the bucket, x the largest that was
 * logged in it, and `min` and `max` are over all finite points. A member without a value does not count.
 */
export interface GroupSeries {
  readonly key: string;
  /** Place in the `groups` of the query. */
  readonly group: number;
  readonly width: number;
  /** Runs of the group, with a value or not. */
  readonly members: number;
  readonly x: Float64Array;
  /** Members with a value. */
  readonly n: Float64Array;
  readonly mean: Float64Array;
  /** Of the population: sqrt(sum((v - mean)^2) / n). */
  readonly sd: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly median: Float64Array;
}

const MAGIC = 0x31475352; // "RSG1"
const COLUMNS = ['x', 'n', 'mean', 'sd', 'min', 'max', 'median'] as const;

interface Header {
  readonly lines: readonly { key: string; group: number; width: number; members: number; length: number }[];
}

/** The layout of `encodeColumns`: for each line its columns in the order x, n, mean, sd, min, max, median. */
export function encodeGroupSeries(all: readonly GroupSeries[]): Uint8Array {
  const header: Header = {
    lines: all.map(({ key, group, width, members, x }) => ({ key, group, width, members, length: x.length })),
  };
  return encodeColumns(
    MAGIC,
    header,
    all.flatMap((line) => COLUMNS.map((column) => line[column])),
  );
}

/** The arrays are views into `buffer`. Throws `RangeError` when the bytes are not of this layout. */
export function decodeGroupSeries(buffer: ArrayBuffer): GroupSeries[] {
  const { header, take } = decodeColumns(MAGIC, buffer);
  return (header as Header).lines.map(({ length, ...rest }) => ({
    ...rest,
    x: take(length),
    n: take(length),
    mean: take(length),
    sd: take(length),
    min: take(length),
    max: take(length),
    median: take(length),
  }));
}

/** Of the mean: sd / sqrt(n). */
export function standardError({ sd, n }: GroupSeries): Float64Array {
  return sd.map((deviation, at) => deviation / Math.sqrt(n[at] ?? 1));
}
