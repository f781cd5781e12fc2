import type { PlotModel } from './plot-model';

/** A drawn point. `original` only when smoothed, `min` and `max` only when it stands for a bucket. */
export interface PointRow {
  readonly line: string;
  readonly x: number;
  readonly y: number;
  readonly original: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Exactly the points in view, line by line. */
export function drawnPoints(model: PlotModel): PointRow[] {
  const [from, to] = model.x;
  return model.lines.flatMap(({ label, series, y }) => {
    const rows: PointRow[] = [];
    for (let i = 0; i < series.x.length; i += 1) {
      const x = series.x[i] ?? NaN;
      if (x < from || x > to) continue;
      const bucket = series.width > 0;
      rows.push({
        line: label,
        x,
        y: y[i] ?? NaN,
        original: model.smoothed ? (series.y[i] ?? NaN) : null,
        min: bucket ? (series.min[i] ?? NaN) : null,
        max: bucket ? (series.max[i] ?? NaN) : null,
      });
    }
    return rows;
  });
}

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe; numbers are exact. */
export function pointsCsv(rows: readonly PointRow[], names: { readonly line: string; readonly x: string; readonly y: string }): string {
  const optional = (['original', 'min', 'max'] as const).filter((column) => rows.some((row) => row[column] !== null));
  const head = [names.line, names.x, names.y, ...optional].map(cell);
  const body = rows.map((row) => [cell(row.line), row.x, row.y, ...optional.map((column) => row[column] ?? '')].join(','));
  return [head.join(','), ...body, ''].join('\r\n');
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
