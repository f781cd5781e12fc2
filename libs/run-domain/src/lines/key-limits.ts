/** A row with more keys, counted at all its depths, is kept as a row only: no charts, no entries in lists of metrics. */
export const MOST_KEYS_IN_ROW = 10_000;
/** Rows that come once a run has logged more different keys are kept as rows only. */
export const MOST_KEYS_IN_RUN = 100_000;

/** The shortest member, `"a":1,`, is longer; what has fewer characters cannot have more keys. */
const LEAST_MEMBER = 5;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Whether JSON text has more keys than `limit`, at all depths together; whether it is JSON at all is not its question. */
export function hasMoreKeys(text: string, limit: number): boolean {
  if (text.length < limit * LEAST_MEMBER) return false;
  let keys = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === COLON && (keys += 1) > limit) return true;
  }
  return false;
}
