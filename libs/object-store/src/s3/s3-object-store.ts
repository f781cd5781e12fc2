import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { checkedKeyPrefix, checkedObjectKey } from '../object-key';
import { ObjectNotFoundError, ObjectStore, type ByteRange, type StoredObject } from '../object-store';
import { partsOf } from './parts';

export interface S3Options {
  /** `https://host:port` of anything that speaks S3. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Default `us-east-1`, which servers without regions take. */
  readonly region?: string;
}

const MOST_KEYS_A_PAGE = 1_000;
const GONE = new Set(['NoSuchKey', 'NotFound']);

/**
 * Objects of a bucket. A body is streamed in parts; each is sent with its MD5, so that a store that holds other bytes than were
 * hashed refuses them. A process that dies during a large upload leaves its parts behind, invisible: give the bucket a rule that
 * aborts incomplete uploads after some days.
 */
export class S3ObjectStore extends ObjectStore {
  private closed = false;

  private constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {
    super();
  }

  /** Makes the bucket when there is none. Throws when the store does not answer or does not let us in. */
  static async open({ endpoint, bucket, accessKeyId, secretAccessKey, region = 'us-east-1' }: S3Options): Promise<S3ObjectStore> {
    const client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      // Other servers than Amazon's do not know the newer checksums that the SDK would send of itself.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 3_000, socketTimeout: 60_000, httpAgent: { maxSockets: 200 }, httpsAgent: { maxSockets: 200 } },
    });
    try {
      await ensureBucket(client, bucket);
    } catch (error) {
      client.destroy();
      throw error;
    }
    return new S3ObjectStore(client, bucket);
  }

  async put(key: string, body: Readable): Promise<StoredObject> {
    const at = this.at(key);
    const md5 = createHash('md5');
    const sha256 = createHash('sha256');
    let size = 0;
    const measured = (part: Buffer): Buffer => {
      md5.update(part);
      sha256.update(part);
      size += part.length;
      return part;
    };
    const parts = partsOf(body);
    const first = measured(await nextPart(parts));
    const second = await parts.next();
    if (second.done) await this.client.send(new PutObjectCommand({ ...at, Body: first, ContentMD5: digest(first) }));
    else await this.putInParts(at, remaining(first, second.value, parts), measured, first);
    return { key, size, md5: md5.digest('base64'), sha256: sha256.digest('hex') };
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const at = this.at(key);
    if (range && (range.start < 0 || range.end < range.start)) throw new RangeError(`bytes ${range.start}-${range.end} are no range`);
    try {
      const wanted = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
      const { Body } = await this.client.send(new GetObjectCommand({ ...at, ...wanted }));
      // In Node the SDK's body is always the response's own stream.
      return Body as Readable;
    } catch (error) {
      if (isStatus(error, 416)) throw new RangeError(`bytes ${range?.start}-${range?.end} are not in object ${key}`, { cause: error });
      if (isGone(error)) throw new ObjectNotFoundError(`no object ${key}`, { cause: error });
      throw error;
    }
  }

  async size(key: string): Promise<number | null> {
    try {
      const { ContentLength } = await this.client.send(new HeadObjectCommand(this.at(key)));
      return ContentLength ?? 0;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await this.client.send(new DeleteObjectCommand(this.at(key)));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async list(prefix: string, after: string | null, limit: number): Promise<string[]> {
    this.refuseWhenClosed();
    checkedKeyPrefix(prefix);
    const found: string[] = [];
    let from = after;
    while (found.length < limit) {
      const { Contents = [] } = await this.client.send(
        new ListObjectsV2Command({
          Bucket: this.bucket,
          Prefix: prefix,
          MaxKeys: Math.min(limit - found.length, MOST_KEYS_A_PAGE),
          ...(from === null ? {} : { StartAfter: from }),
        }),
      );
      found.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      from = found.at(-1) ?? null;
      if (Contents.length === 0) break;
    }
    return found;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.client.destroy();
  }

  /** Until it is completed nothing of it is visible; what goes wrong gives the parts back. */
  private async putInParts(
    at: { Bucket: string; Key: string },
    parts: AsyncIterable<Buffer>,
    measured: (part: Buffer) => Buffer,
    first: Buffer,
  ): Promise<void> {
    const { UploadId } = await this.client.send(new CreateMultipartUploadCommand(at));
    const upload = { ...at, UploadId };
    try {
      const done: CompletedPart[] = [];
      for await (const part of parts) {
        const PartNumber = done.length + 1;
        const Body = part === first ? part : measured(part);
        const { ETag } = await this.client.send(new UploadPartCommand({ ...upload, PartNumber, Body, ContentMD5: digest(Body) }));
        done.push({ PartNumber, ETag });
      }
      await this.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: done } }));
    } catch (error) {
      // Parts that stay cost room until the bucket's own rule removes them.
      await this.client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
      throw error;
    }
  }

  private at(key: string): { Bucket: string; Key: string } {
    this.refuseWhenClosed();
    return { Bucket: this.bucket, Key: checkedObjectKey(key) };
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new Error('the object store is closed');
  }
}

async function nextPart(parts: AsyncGenerator<Buffer>): Promise<Buffer> {
  const { value } = await parts.next();
  return (value as Buffer | undefined) ?? Buffer.alloc(0);
}

async function* remaining(first: Buffer, second: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield second;
  yield* rest;
}

/** Replicas that start together may both find no bucket. */
async function ensureBucket(client: S3Client, bucket: string): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
    await client.send(new CreateBucketCommand({ Bucket: bucket })).catch((failure: unknown) => {
      if (!isStatus(failure, 409)) throw failure;
    });
  }
}

function digest(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('base64');
}

function isGone(error: unknown): boolean {
  return isStatus(error, 404) && GONE.has((error as S3ServiceException).name);
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}
