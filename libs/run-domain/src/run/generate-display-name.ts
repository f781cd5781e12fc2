import { ADJECTIVES, NOUNS } from './display-name-words';

/**
 * `adjective-noun-number`, as people know it (protocol 4.3). `seedHex`: at least eight random hex digits; `number`: how
 * many runs the project has had. The same seed and number give the same name.
 */
export function generateDisplayName(seedHex: string, number: number): string {
  return `${pick(ADJECTIVES, seedHex.slice(0, 4))}-${pick(NOUNS, seedHex.slice(4, 8))}-${number}`;
}

function pick(words: readonly string[], hex: string): string {
  return words[(Number.parseInt(hex, 16) || 0) % words.length]!;
}
