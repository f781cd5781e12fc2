const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether brackets of JSON, or of a GraphQL document, are nested deeper than `limit`. Asked before a recursive parser or
 * one that takes seconds for millions of levels sees the text; what is in strings does not count.
 */
export function isNestedDeeper(text: Uint8Array, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at]!;
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (isOpening(byte)) {
      depth += 1;
      if (depth > limit) return true;
    } else if (isClosing(byte)) depth -= 1;
  }
  return false;
}

/** `[`, `{`, `(`. */
function isOpening(byte: number): boolean {
  return byte === 0x5b || byte === 0x7b || byte === 0x28;
}

function isClosing(byte: number): boolean {
  return byte === 0x5d || byte === 0x7d || byte === 0x29;
}
