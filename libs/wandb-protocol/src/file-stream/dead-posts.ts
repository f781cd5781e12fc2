import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { EventLog } from '@runstead/event-log';
import { ObjectStore } from '@runstead/object-store';
import { Clock, Ids } from '@runstead/run-domain';

/** Records of the log stay below about 900 KB; larger letters lie in the object store. */
const MAX_RECORD_BYTES = 900_000;

export interface DeadPost {
  /** Row id of the run, or null when the run is not known. */
  readonly runId: string | null;
  /** `entity/project/run` as the client named it. */
  readonly run: string;
  readonly actor: string;
  /** File of the stream that the part was for; empty for a whole body. */
  readonly file: string;
  readonly reason: string;
  readonly bytes: Buffer;
}

/**
 * Keeps what a client sent and the door could not use. Such bytes have no place in `run-streams`; their origin is named
 * `file_stream`, with a number made from the content, so that a repeated letter is the same letter.
 */
@Injectable()
export class DeadPosts {
  constructor(
    private readonly log: EventLog,
    private readonly objects: ObjectStore,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Resolves when the letter is durable: only then the client is told that its post was taken. */
  async bury(post: DeadPost): Promise<void> {
    const digest = createHash('sha256').update(`${post.run}\0${post.file}\0`).update(post.bytes).digest();
    const large = post.bytes.length > MAX_RECORD_BYTES;
    const objectKey = `dead-letters/${digest.toString('hex')}`;
    // Bytes before the record: a crash between the two leaves bytes without a letter, and the client repeats the post.
    if (large) await this.objects.put(objectKey, Readable.from([post.bytes]));
    const headers = {
      id: this.ids.eventId(),
      type: 'StreamPostRefused',
      time: String(this.clock.now()),
      actor: post.actor,
      topic: 'file_stream',
      partition: '0',
      offset: String(digest.readUIntBE(0, 6)),
      reason: post.reason.slice(0, 1_000),
      run: post.run,
      file: post.file,
      ...(post.runId === null ? {} : { runId: post.runId }),
      ...(large ? { objectKey } : {}),
    };
    await this.log.append('dead-letters', [{ key: post.runId ?? post.run, headers, value: large ? Buffer.alloc(0) : post.bytes }]);
  }
}
