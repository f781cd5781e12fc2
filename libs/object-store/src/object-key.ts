/** The key could lead out of the store, or cannot be told apart from another one. Keys are ours: this is a bug or an attack. */
export class InvalidObjectKeyError extends Error {
  override readonly name = 'InvalidObjectKeyError';
}

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const LONGEST_SEGMENT = 200;

/**
 * Segments of letters, digits, `.`, `_`, `-`, joined by `/`; none begins with a dot, so there is no `.`, `..`, hidden
 * name or name of a temporary file. Nothing is decoded or normalised: what does not look like a key is refused.
 */
export function checkedObjectKey(key: string): string {
  const segments = key.split('/');
  const legal = key.length <= 900 && segments.every((segment) => segment.length <= LONGEST_SEGMENT && SEGMENT.test(segment));
  if (!legal) throw new InvalidObjectKeyError(`not an object key: ${JSON.stringify(key.slice(0, 100))}`);
  return key;
}

/** A prefix is a key, or the beginning of one, or empty. */
export function checkedKeyPrefix(prefix: string): string {
  if (prefix === '') return prefix;
  checkedObjectKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);
  return prefix;
}
