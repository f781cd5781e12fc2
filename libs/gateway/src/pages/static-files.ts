import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ServerSettings } from '@runstead/run-domain';
import { type Encoding, compress } from '../endpoint/compression';

export interface StaticFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly etag: string;
  /** The name carries a hash of the content: it never changes. */
  readonly immutable: boolean;
  readonly compressible: boolean;
  /** The bytes in that encoding, made once. */
  encoded(encoding: Encoding): Promise<Buffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
};
const PACKED_ALREADY = new Set(['.png', '.woff2', '.ico']);

/**
 * The built web application, in memory. A path is looked up among the files that were found in the folder and is never
 * turned into a path of the file system, so none can lead out of it.
 */
@Injectable()
export class StaticFiles {
  private files = new Map<string, StaticFile>();
  private loaded = '';
  private loading: Promise<void> | null = null;

  constructor(private readonly settings: ServerSettings) {}

  /** `path` as in the URL. Null when the build has no such file. */
  async file(path: string): Promise<StaticFile | null> {
    if (this.files.size === 0 || path === '/index.html') await this.refresh();
    return this.files.get(path) ?? null;
  }

  /** Null when the application has not been built. */
  page(): Promise<StaticFile | null> {
    return this.file('/index.html');
  }

  /** Reads the folder again when its page has changed: a new build is served without a restart. */
  private async refresh(): Promise<void> {
    const page = await stat(join(this.settings.staticDir, 'index.html')).catch(() => null);
    const version = page ? `${page.mtimeMs}/${page.size}` : '';
    if (version === this.loaded) return;
    this.loading ??= this.load(version).finally(() => (this.loading = null));
    await this.loading;
  }

  private async load(version: string): Promise<void> {
    const files = new Map<string, StaticFile>();
    if (version !== '') {
      const entries = await readdir(this.settings.staticDir, { recursive: true, withFileTypes: true });
      for (const entry of entries.filter((candidate) => candidate.isFile())) {
        const place = join(entry.parentPath, entry.name);
        const path = place
          .slice(this.settings.staticDir.replace(/[/\\]$/, '').length)
          .split(sep)
          .join('/');
        files.set(path, toStaticFile(path, await readFile(place)));
      }
    }
    this.files = files;
    this.loaded = version;
  }
}

function toStaticFile(path: string, bytes: Buffer): StaticFile {
  const ending = extname(path).toLowerCase();
  const encoded = new Map<Encoding, Promise<Buffer>>();
  return {
    bytes,
    contentType: TYPES[ending] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    immutable: /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(path),
    compressible: !PACKED_ALREADY.has(ending) && bytes.length > 1_000,
    encoded: (encoding) => {
      const made = encoded.get(encoding) ?? compress(bytes, encoding, 'small');
      encoded.set(encoding, made);
      return made;
    },
  };
}
