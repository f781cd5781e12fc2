const { imul } = Math;

/**
 * 53 bits of a line, to tell a repeated line from a rewritten one without keeping it. Two different lines at the same
 * place look equal once in 2^53: the rewrite of such a line would be dropped.
 */
export function hashLine(line: string): number {
  let low = 0x9e3779b9 ^ line.length;
  let high = 0x85ebca6b;
  // Two UTF-16 units a turn: it runs over every byte that comes in.
  for (let index = 0; index < line.length; index += 2) {
    const units = line.charCodeAt(index) | (line.charCodeAt(index + 1) << 16);
    low = imul(low ^ units, 0xcc9e2d51);
    high = imul(high ^ units ^ (low >>> 15), 0x1b873593);
  }
  low = imul(low ^ (low >>> 16), 0x2c1b3c6d) ^ (high >>> 13);
  high = imul(high ^ (high >>> 15), 0x297a2d39) ^ (low >>> 16);
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0);
}
