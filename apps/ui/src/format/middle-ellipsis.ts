/** Splits a name into a start that may be cut and an end that stays visible, never inside a grapheme: `my_long` + `_v2`. */
export function splitForEllipsis(name: string, endLength = 6): { readonly start: string; readonly end: string } {
  const graphemes = graphemesOf(name);
  if (graphemes.length <= endLength * 2) return { start: name, end: '' };
  return { start: graphemes.slice(0, -endLength).join(''), end: graphemes.slice(-endLength).join('') };
}

/** `my_long…_v2`: at most `length` graphemes, the ellipsis included. */
export function middleEllipsis(name: string, length: number): string {
  const graphemes = graphemesOf(name);
  if (graphemes.length <= length) return name;
  const kept = length - 1;
  const head = Math.ceil(kept / 2);
  return `${graphemes.slice(0, head).join('')}…${graphemes.slice(graphemes.length - (kept - head)).join('')}`;
}

function graphemesOf(text: string): string[] {
  return Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}
