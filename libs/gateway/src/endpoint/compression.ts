import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

export type Encoding = 'gzip' | 'br';

/** The first of `offered` that the header takes, or null. `q=0` refuses, also by `*`. */
export function chooseEncoding(header: string | string[] | undefined, offered: readonly Encoding[]): Encoding | null {
  const taken = new Map<string, boolean>();
  for (const part of String(header ?? '').split(',')) {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';');
    const refused = parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter));
    if (name !== '') taken.set(name, !refused);
  }
  return offered.find((encoding) => taken.get(encoding) ?? taken.get('*') ?? false) ?? null;
}

/** Off the main thread. `fast` for an answer that is made once, `small` for a file that is served many times. */
export async function compress(bytes: Uint8Array, encoding: Encoding, effort: 'fast' | 'small'): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(bytes, { level: effort === 'fast' ? 1 : 9 });
  return brotlied(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort === 'fast' ? 1 : 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
