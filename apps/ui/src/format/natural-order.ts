const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** `layer2` before `layer10`. */
export function naturalOrder(a: string, b: string): number {
  return COLLATOR.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
