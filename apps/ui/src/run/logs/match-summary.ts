const count = (value: number): string => value.toLocaleString('en-US');

/** `3 of 17`; `3 of 1,000+` while there may be more; `found` is null before the answer, `index` counts from 0. */
export function matchSummary(found: number | null, index: number, more: boolean): string {
  if (found === null) return 'Searching…';
  if (found === 0) return 'No match';
  return `${count(index + 1)} of ${count(found)}${more ? '+' : ''}`;
}
