import { bandOf, type PlotModel } from './plot-model';

/** A drawn point. `original` only when smoothed, `min` and `max` are what is shaded: of a bucket, or of a group's range. */
export interface PointRow {
  readonly line: string;
  readonly x: number;
  readonly y: number;
  readonly original: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Members of a group that have a value here. */
  readonly n: number | null;
}

/** Exactly the points in view, line by line. */
export function drawnPoints(model: PlotModel): PointRow[] {
  const [from, to] = model.x;
  return model.lines.flatMap(({ label, series, y }) => {
    const rows: PointRow[] = [];
    const band = bandOf(series);
    for (let i = 0; i < series.x.length; i += 1) {
      const x = series.x[i] ?? NaN;
      if (x < from || x > to) continue;
      rows.push({
        line: label,
        x,
        y: y[i] ?? NaN,
        original: model.smoothed ? (series.y[i] ?? NaN) : null,
        min: band ? (band.low[i] ?? NaN) : null,
        max: band ? (band.high[i] ?? NaN) : null,
        n: series.figures ? (series.figures.n[i] ?? 0) : null,
      });
    }
    return rows;
  });
}

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe; numbers are exact. */
export function pointsCsv(rows: readonly PointRow[], names: { readonly line: string; readonly x: string; readonly y: string }): string {
  const optional = (['original', 'min', 'max', 'n'] as const).filter((column) => rows.some((row) => row[column] !== null));
  const head = [names.line, names.x, names.y, ...optional].map(cell);
  const body = rows.map((row) => [cell(row.line), row.x, row.y, ...optional.map((column) => row[column] ?? '')].join(','));
  return [head.join(','), ...body, ''].join('\r\n');
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
