import { createHash } from 'node:crypto';

const LONGEST = 256;

/**
 * A text as `runs` and `run_values` hold it: at most 256 bytes. A longer one keeps its beginning and a hash of the whole, so
 * that equal stays equal.
 */
export function shortText(text: string): string {
  // A character takes at most three bytes a UTF-16 unit.
  if (text.length * 3 <= LONGEST) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= LONGEST) return text;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  let end = LONGEST - hash.length - 1;
  // Not in the middle of a character: continuation bytes are 10xxxxxx.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${bytes.toString('utf8', 0, end)}#${hash}`;
}
