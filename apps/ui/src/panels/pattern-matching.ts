/** Which texts match, and where: `[start, end)` of the first match, or null. */
export type Matches = readonly (readonly [number, number] | null)[];

export const PATTERN_LENGTH = 256;

/** Case-insensitive substring. */
export function matchLiteral(pattern: string, texts: readonly string[]): Matches {
  const wanted = pattern.toLowerCase();
  return texts.map((text) => {
    const at = text.toLowerCase().indexOf(wanted);
    return at < 0 ? null : ([at, at + pattern.length] as const);
  });
}

export function matchPattern(expression: RegExp, texts: readonly string[]): Matches {
  return texts.map((text) => {
    const found = expression.exec(text);
    return found ? ([found.index, found.index + found[0].length] as const) : null;
  });
}

/** Null when it is no valid expression. */
export function compilePattern(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'iu');
  } catch {
    return null;
  }
}

/** Without special characters an expression is its own text. */
export const isPlain = (pattern: string): boolean => !/[\\^$.*+?()[\]{}|]/.test(pattern);
