const MOST_KEYS = 20;

/** Numbers at the top of each metadata document, and the keys that any of them has, in the order in which they come. */
export function numericMetadata(documents: readonly (string | null)[]): {
  readonly keys: readonly string[];
  readonly values: readonly ReadonlyMap<string, number>[];
} {
  const values = documents.map(
    (text) => new Map(Object.entries(readObject(text)).flatMap(([key, value]) => (typeof value === 'number' ? [[key, value]] : []))),
  );
  return { keys: [...new Set(values.flatMap((map) => [...map.keys()]))].slice(0, MOST_KEYS), values };
}

/** Empty for what is no JSON object. */
export function readObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
