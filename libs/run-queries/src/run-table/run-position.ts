/** Where a row stands in an order: the values of the order's columns (`runOrder`). */
export type RunPosition = readonly (string | number)[];

const FLOAT = /^-?inf$/;

/** Opaque to clients. */
export function encodePosition(position: RunPosition): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** Null for text that no page of an order with so many keys gave. */
export function decodePosition(text: string, keys: number): RunPosition | null {
  let position: unknown;
  try {
    position = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(position) || position.length !== keys * 4 + 2) return null;
  const parts = position as unknown[];
  const good = parts.every((part, place) => {
    if (place === parts.length - 1) return typeof part === 'string' && /^\d{1,19}$/.test(part);
    if (place === parts.length - 2) return Number.isSafeInteger(part);
    if (place % 4 === 3) return typeof part === 'string';
    if (place % 4 === 2) return typeof part === 'number' || (typeof part === 'string' && FLOAT.test(part));
    return part === 0 || part === 1;
  });
  return good ? (position as RunPosition) : null;
}

/** As `runOrder` has it for the one key `createdAt`. */
export function positionByCreation(createdAt: number, runId: string): RunPosition {
  return [0, 0, createdAt, '', createdAt, runId];
}
