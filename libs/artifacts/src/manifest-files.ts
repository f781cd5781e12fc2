import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ObjectStore, type StoredObject } from '@runstead/object-store';
import { stringifyJson } from '@runstead/run-domain';
import { LruMap } from '@runstead/run-commands';
import { type Manifest, type ParsedManifest, parseManifest } from './manifest';

/** Entries of all manifests that are kept in memory, about 300 bytes each. */
const KEPT_ENTRIES = 100_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** Manifest files in the object store, the last ones kept parsed: pages of a listing read the same one again. */
@Injectable()
export class ManifestFiles {
  private readonly kept = new LruMap<Manifest>(KEPT_ENTRIES);

  constructor(private readonly objects: ObjectStore) {}

  /** Throws `ObjectNotFoundError`. Keys are never written twice, so what is kept stays true. */
  async read(objectKey: string): Promise<ParsedManifest> {
    const kept = this.kept.get(objectKey);
    if (kept) return { ok: true, manifest: kept };
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of (await this.objects.get(objectKey)) as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > MAX_BYTES) return { ok: false, fault: `it is larger than ${MAX_BYTES} bytes` };
      parts.push(part);
    }
    const parsed = parseManifest(Buffer.concat(parts).toString('utf8'));
    if (parsed.ok) this.kept.set(objectKey, parsed.manifest, parsed.manifest.entries.length + 1);
    return parsed;
  }

  async write(objectKey: string, manifest: Manifest): Promise<StoredObject> {
    return this.objects.put(objectKey, Readable.from([Buffer.from(stringifyJson(manifest.document), 'utf8')]));
  }
}
