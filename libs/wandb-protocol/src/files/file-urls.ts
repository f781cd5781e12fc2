import { Injectable } from '@nestjs/common';
import { UrlSigner } from '@runstead/object-store';

/** Big queues of a client that was cut off are uploaded late (protocol 9.2). */
const UPLOAD_SECONDS = 7 * 24 * 3_600;
const DOWNLOAD_SECONDS = 24 * 3_600;

/**
 * Absolute URLs that carry their own authority: the client sends no key with them. The path holds everything that is
 * signed; names are base64url in it, so that no proxy can read a path into them.
 */
@Injectable()
export class FileUrls {
  constructor(private readonly signer: UrlSigner) {}

  /** `actor` is who may upload: the file's event names that user. */
  upload(origin: string, runId: string, name: string, actor: string): string {
    return origin + this.signer.sign('PUT', uploadPath(runId, actor, name), UPLOAD_SECONDS);
  }

  download(origin: string, runId: string, name: string): string {
    return origin + this.signer.sign('GET', downloadPath(runId, name), DOWNLOAD_SECONDS);
  }
}

export function uploadPath(runId: string, actor: string, name: string): string {
  return `/storage/uploads/${runId}/${encodeSegment(actor)}/${encodeSegment(name)}`;
}

export function downloadPath(runId: string, name: string): string {
  return `/storage/files/${runId}/${encodeSegment(name)}`;
}

export function encodeSegment(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

export function decodeSegment(segment: string): string {
  return Buffer.from(segment, 'base64url').toString('utf8');
}
