import { Injectable } from '@nestjs/common';
import { UrlSigner } from '@runstead/object-store';
import { encodeSegment } from '../files/file-urls';

const UPLOAD_SECONDS = 7 * 24 * 3_600;
const DOWNLOAD_SECONDS = 24 * 3_600;

/** The client caches manifests by their address's last part. */
export const MANIFEST_FILE = 'wandb_manifest.json';

/** Absolute URLs that carry their own authority: the client sends no key with them (protocol, artifacts 2.4, 4.1). */
@Injectable()
export class ArtifactUrls {
  constructor(private readonly signer: UrlSigner) {}

  /** `digest`: base64 of the MD5 that the bytes must have. */
  contentUpload(origin: string, artifactId: string, digest: string, actor: string): string {
    const path = `/storage/artifact-contents/${artifactId}/${hexOf(digest)}/${encodeSegment(actor)}`;
    return origin + this.signer.sign('PUT', path, UPLOAD_SECONDS);
  }

  manifestUpload(origin: string, manifestId: string, actor: string): string {
    return origin + this.signer.sign('PUT', `/storage/artifact-manifests/${manifestId}/${encodeSegment(actor)}`, UPLOAD_SECONDS);
  }

  /** `home`: the project that holds the bytes. */
  content(origin: string, home: string, digest: string, name: string): string {
    const path = `/storage/artifact-contents/${home}/${hexOf(digest)}/${encodeSegment(name.split('/').at(-1)!)}`;
    return origin + this.signer.sign('GET', path, DOWNLOAD_SECONDS);
  }

  manifest(origin: string, artifactId: string): string {
    return origin + this.signer.sign('GET', `/storage/artifact-manifests/${artifactId}/${MANIFEST_FILE}`, DOWNLOAD_SECONDS);
  }
}

export function hexOf(digest: string): string {
  return Buffer.from(digest, 'base64').toString('hex');
}
