/**
 * 53 bits of a line, to tell a repeated line from a rewritten one without keeping it. Two different lines at the same
 * place look equal once in 2^53: the rewrite of such a line would be dropped.
 */
export function hashLine(line: string): number {
  let low = 0x9e3779b9 ^ line.length;
  let high = 0x85ebca6b;
  for (let index = 0; index < line.length; index += 1) {
    const unit = line.charCodeAt(index);
    low = Math.imul(low ^ unit, 0xcc9e2d51);
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x1b873593);
  }
  low = Math.imul(low ^ (low >>> 16), 0x2c1b3c6d) ^ (high >>> 13);
  high = Math.imul(high ^ (high >>> 15), 0x297a2d39) ^ (low >>> 16);
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0);
}
