import type { AnsiSpan } from './ansi-spans';

/** A piece of a line that is, or is not, part of what a search found. */
export interface MarkedSpan extends AnsiSpan {
  readonly marked: boolean;
}

/** Splits the pieces of a line where the searched text begins and ends, also across pieces; letter case does not matter. */
export function markedSpans(spans: readonly AnsiSpan[], search: string): MarkedSpan[] {
  const wanted = search.toLowerCase();
  if (wanted === '') return spans.map((span) => ({ ...span, marked: false }));
  const hits = occurrences(
    spans
      .map((span) => span.text)
      .join('')
      .toLowerCase(),
    wanted,
  );
  let start = 0;
  return spans.flatMap((span) => {
    const from = start;
    const end = from + span.text.length;
    start = end;
    const cuts = hits.flatMap((at) => [at, at + wanted.length]).filter((at) => at > from && at < end);
    const edges = [from, ...cuts, end];
    return edges.slice(0, -1).map((edge, i) => ({
      ...span,
      text: span.text.slice(edge - from, (edges[i + 1] ?? end) - from),
      marked: hits.some((at) => edge >= at && edge < at + wanted.length),
    }));
  });
}

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found.push(at);
  return found;
}
