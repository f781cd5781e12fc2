import type { LinePlotHandle } from '../charts/line-plot';
import type { PlotPicture } from '../charts/plot';
import { bandOf, bandsShown, type PlotLine } from '../charts/plot-model';
import { saveBlob, saveText } from './save-file';

export type PictureKind = 'png' | 'svg';

const TITLE = 30;
const LEGEND_ROW = 18;
const MARGIN = 12;
const FONT = '"Inter Variable", Inter, system-ui, sans-serif';

/** The chart as a figure: title, plot and legend, in the current theme. */
export function savePicture(kind: PictureKind, title: string, xTitle: string, plot: LinePlotHandle): void {
  const picture = plot.picture();
  if (!picture) return;
  if (kind === 'svg') saveText(`${title}.svg`, svgOf(picture, title, xTitle), 'image/svg+xml');
  else pngOf(picture, title, xTitle, (blob) => saveBlob(`${title}.png`, blob));
}

const MOST_NAMED = 40;

function pngOf({ canvas, colours, model }: PlotPicture, title: string, xTitle: string, done: (blob: Blob) => void): void {
  const pixels = canvas.width / canvas.clientWidth;
  const rows = legendRows(model.lines, canvas.clientWidth);
  const out = document.createElement('canvas');
  out.width = canvas.width + 2 * MARGIN * pixels;
  out.height = canvas.height + (TITLE + LEGEND_ROW + rows.length * LEGEND_ROW + MARGIN) * pixels;
  const context = out.getContext('2d');
  if (!context) return;
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, out.width, out.height);
  context.drawImage(canvas, MARGIN * pixels, TITLE * pixels);
  context.scale(pixels, pixels);
  context.textBaseline = 'middle';
  context.fillStyle = colours.text;
  context.font = `600 13px ${FONT}`;
  context.fillText(title, MARGIN, TITLE / 2 + 2);
  context.font = `11px ${FONT}`;
  context.fillStyle = colours.axis;
  context.textAlign = 'right';
  context.fillText(xTitle, canvas.clientWidth + MARGIN, TITLE + canvas.clientHeight + LEGEND_ROW / 2);
  context.textAlign = 'left';
  rows.forEach((row, r) => {
    for (const { line, x } of row) {
      const y = TITLE + canvas.clientHeight + LEGEND_ROW * (r + 1.5);
      context.fillStyle = line.colour;
      context.fillRect(x, y - 1.5, 14, 3);
      context.fillStyle = colours.text;
      context.fillText(line.label, x + 20, y);
    }
  });
  out.toBlob((blob) => blob && done(blob), 'image/png');
}

/** The legend broken into rows of the chart's width. */
function legendRows(lines: readonly PlotLine[], width: number): { line: PlotLine; x: number }[][] {
  const rows: { line: PlotLine; x: number }[][] = [[]];
  let x = MARGIN;
  for (const line of lines.slice(0, MOST_NAMED)) {
    const needed = 32 + line.label.length * 6.4;
    if (x + needed > width && x > MARGIN) {
      rows.push([]);
      x = MARGIN;
    }
    rows.at(-1)?.push({ line, x });
    x += needed;
  }
  return rows;
}

function svgOf(picture: PlotPicture, title: string, xTitle: string): string {
  const { area, colours, model, ticks, position } = picture;
  const width = area.left + area.width + 60;
  const bottom = TITLE + area.top + area.height;
  const rows = legendRows(model.lines, width);
  const at = (value: number, axis: 'x' | 'y'): string => (position(value, axis) + (axis === 'x' ? area.left : TITLE + area.top)).toFixed(2);
  const bands = bandsShown(model.lines.length) || model.lines.some(({ series }) => series.band);
  const right = (area.left + area.width).toFixed(2);
  const parts = [
    `<rect width="100%" height="100%" fill="${colours.surface}"/>`,
    text(MARGIN, 20, title, colours.text, 'font-size="13" font-weight="600"'),
    ...ticks.y.at.map((tick, i) => {
      const y = at(tick, 'y');
      return `<path d="M${area.left} ${y}H${right}" stroke="${colours.grid}"/>${text(area.left - 6, Number(y) + 4, ticks.y.labels[i] ?? '', colours.axis, 'text-anchor="end"')}`;
    }),
    ...ticks.x.at.map((tick, i) => text(Number(at(tick, 'x')), bottom + 16, ticks.x.labels[i] ?? '', colours.axis, 'text-anchor="middle"')),
    `<path d="M${area.left} ${bottom}H${right}" stroke="${colours.zero}"/>`,
    text(Number(right), bottom + 32, xTitle, colours.axis, 'text-anchor="end"'),
    `<clipPath id="plot"><rect x="${area.left}" y="${TITLE + area.top}" width="${area.width}" height="${area.height}"/></clipPath>`,
    '<g clip-path="url(#plot)" fill="none" stroke-linejoin="round">',
    ...[...model.lines].reverse().flatMap((line) => svgLine(line, at, bands, model.lineWidth, model.smoothed && model.showOriginal)),
    '</g>',
    ...rows.flatMap((row, r) =>
      row.map(({ line, x }) => {
        const y = bottom + 32 + LEGEND_ROW * (r + 1);
        return `<path d="M${x} ${y - 4}h14" stroke="${line.colour}" stroke-width="2.5"${dash(line)}/>${text(x + 20, y, line.label, colours.text)}`;
      }),
    ),
  ];
  const height = bottom + 40 + rows.length * LEGEND_ROW + MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Inter, system-ui, sans-serif" font-size="11">${parts.join('')}</svg>`;
}

function svgLine(
  line: PlotLine,
  at: (value: number, axis: 'x' | 'y') => string,
  bands: boolean,
  width: number,
  original: boolean,
): string[] {
  const { series, y, colour } = line;
  const band = bands ? bandOf(series) : null;
  const path = (column: Float64Array): string => {
    let pen = 'M';
    return [...series.x]
      .map((x, i) => {
        const value = column[i] ?? NaN;
        if (!Number.isFinite(value)) {
          pen = 'M';
          return '';
        }
        const step = `${pen}${at(x, 'x')} ${at(value, 'y')}`;
        pen = 'L';
        return step;
      })
      .join('');
  };
  const edge = (column: Float64Array): string[] => [...series.x].map((x, i) => `${at(x, 'x')} ${at(column[i] ?? NaN, 'y')}`);
  return [
    ...(band ? [`<path d="M${[...edge(band.high), ...edge(band.low).reverse()].join('L')}Z" fill="${colour}" fill-opacity="0.18"/>`] : []),
    ...(original ? [`<path d="${path(series.y)}" stroke="${colour}" stroke-opacity="0.25"/>`] : []),
    `<path d="${path(y)}" stroke="${colour}" stroke-width="${width}"${dash(line)}/>`,
  ];
}

const dash = ({ dash: lengths }: PlotLine): string => (lengths.length > 0 ? ` stroke-dasharray="${lengths.join(' ')}"` : '');

function text(x: number, y: number, content: string, colour: string, more = ''): string {
  return `<text x="${x}" y="${y}" fill="${colour}" ${more}>${escaped(content)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (content: string): string => content.replace(/[&<>"]|\p{Cc}/gu, (character) => ENTITIES[character] ?? ' ');
