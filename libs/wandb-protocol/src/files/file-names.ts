const MAX_BYTES = 2_048;

/**
 * The name under which a run's file is stored, or null when it cannot be one. Names are data: bytes lie under keys of
 * our own, but clients turn names into paths when they download, so nothing that leads out of a folder is taken.
 */
export function storedFileName(name: string): string | null {
  const plain = name.replace(/^(?:\.\/)+/, '');
  if (plain === '' || Buffer.byteLength(plain, 'utf8') > MAX_BYTES || !plain.isWellFormed()) return null;
  if (plain.startsWith('/') || plain.startsWith('\\') || /^[A-Za-z]:[\\/]/.test(plain)) return null;
  if ([...plain].some((character) => character < ' ' || character === '\u007f')) return null;
  return plain.split(/[/\\]/).includes('..') ? null : plain;
}
