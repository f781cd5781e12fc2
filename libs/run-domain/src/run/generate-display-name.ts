/** `adjective-noun-number`; the same seed and number give the same name. */
export function generateDisplayName(seedHex: string, number: number): string {
  return `run-${seedHex.slice(0, 4)}-${number}`;
}
