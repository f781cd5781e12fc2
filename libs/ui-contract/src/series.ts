import { z } from 'zod';
import { decodeColumns, encodeColumns } from './binary-columns';
import { LIMITS } from './limits';
import { metricSourceSchema } from './metric-key';

/** `step`, `runtime` (seconds of the process), `wall` (seconds since the run began), `time` (epoch seconds), or `key:<logged key>`. */
export const xAxisSchema = z.union([z.enum(['step', 'runtime', 'wall', 'time']), z.templateLiteral(['key:', z.string().max(512)])]);
export type XAxis = z.infer<typeof xAxisSchema>;

/** Where a line goes on: an answer tells it, a later query hands it back. `after` is a place in the log. */
const seriesResumeSchema = z.object({ from: z.number(), after: z.string().regex(/^\d{1,20}$/) }).strict();
export type SeriesResume = z.infer<typeof seriesResumeSchema>;

/** `POST /api/v1/projects/{entity}/{project}/series`; the answer is the layout of `decodeSeries`. */
export const seriesQuerySchema = z
  .object({
    source: metricSourceSchema.default('history'),
    keys: z.array(z.string().max(512)).min(1).max(LIMITS.keysPerSeries),
    /** Run names. */
    runs: z.array(z.string().max(512)).min(1).max(LIMITS.runsPerSeries),
    x: xAxisSchema.default('step'),
    /** Inclusive interval of x in view; absent means everything. */
    range: z.tuple([z.number(), z.number()]).optional(),
    /** The bucket budget B of UI 9.3. */
    buckets: z.number().int().min(1).max(LIMITS.fullScreenBuckets).default(LIMITS.panelBuckets),
    /**
     * Only what is new in lines of buckets of `width` (0: of points), by step and without a range; the i-th is of the i-th run,
     * of several keys the lowest. A line of which more has changed than its end is answered whole, without `since`.
     */
    tail: z
      .object({ width: z.number().min(0), runs: z.array(seriesResumeSchema).max(LIMITS.runsPerSeries) })
      .strict()
      .optional(),
  })
  .strict();
export type SeriesQuery = z.input<typeof seriesQuerySchema>;

/**
 * One line. With at most B points every point is there (`width` 0, `min`, `max`, `mean` equal `y`, `count` 1).
 * Otherwise buckets of `width` (a power of two, edges at multiples of it): x and y of the last finite point, and
 * minimum, maximum, mean and count over all finite points, so that no spike is lost. NaN and infinities are kept apart.
 */
export interface Series {
  readonly key: string;
  readonly run: string;
  readonly width: number;
  /** Points in view, finite or not. */
  readonly points: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly count: Float64Array;
  /** x of values that are not finite, and which: at most one mark a kind and bucket. */
  readonly markX: Float64Array;
  /** 0 NaN, 1 +Infinity, 2 -Infinity. */
  readonly markKind: Float64Array;
  /** The end of the line only, from this x on: `continueSeries` puts it where it belongs. Absent: the whole line. */
  readonly since?: number;
  /** Asks for what comes later. Absent: only the whole line can be asked for. */
  readonly resume?: SeriesResume;
}

const MAGIC = 0x31535352; // "RSS1"
const COLUMNS = ['x', 'y', 'min', 'max', 'mean', 'count'] as const;
const MARKS = ['markX', 'markKind'] as const;

interface Header {
  readonly series: readonly (Omit<Series, (typeof COLUMNS)[number] | (typeof MARKS)[number]> & { length: number; marks: number })[];
}

/** The layout of `encodeColumns`: for each series its columns in the order x, y, min, max, mean, count, markX, markKind. */
export function encodeSeries(all: readonly Series[]): Uint8Array {
  const header: Header = {
    series: all.map((s) => ({
      key: s.key,
      run: s.run,
      width: s.width,
      points: s.points,
      length: s.x.length,
      marks: s.markX.length,
      ...(s.since === undefined ? {} : { since: s.since }),
      ...(s.resume ? { resume: s.resume } : {}),
    })),
  };
  return encodeColumns(
    MAGIC,
    header,
    all.flatMap((s) => [...COLUMNS, ...MARKS].map((column) => s[column])),
  );
}

/** The arrays are views into `buffer`. Throws `RangeError` when the bytes are not of this layout. */
export function decodeSeries(buffer: ArrayBuffer): Series[] {
  const { header, take } = decodeColumns(MAGIC, buffer);
  return (header as Header).series.map(({ length, marks, ...rest }) => ({
    ...rest,
    x: take(length),
    y: take(length),
    min: take(length),
    max: take(length),
    mean: take(length),
    count: take(length),
    markX: take(marks),
    markKind: take(marks),
  }));
}
