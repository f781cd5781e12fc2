import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ObjectStore } from '@runstead/object-store';
import { RunCommands, RunDirectory } from '@runstead/run-commands';
import { Ids } from '@runstead/run-domain';
import { contentTypeOf } from './content-types';

/** Takes the bytes of a run's file. */
@Injectable()
export class FileUploads {
  constructor(
    private readonly objects: ObjectStore,
    private readonly runs: RunDirectory,
    private readonly commands: RunCommands,
    private readonly ids: Ids,
  ) {}

  /**
   * False when the run is not there any more. Bytes first, then the event: a crash between the two leaves bytes that
   * nothing points to, and the client sends the whole file again. The bytes of an earlier upload stay: a replay of the
   * log passes their event.
   */
  async store(runId: string, name: string, actor: string, body: Readable): Promise<boolean> {
    const run = await this.runs.byRunId(runId);
    if (!run || run.deletedAt !== null) return false;
    const folder = createHash('sha256').update(name, 'utf8').digest('hex');
    const stored = await this.objects.put(`runs/${runId}/${folder}/${this.ids.eventId()}`, body);
    const file = { name, size: stored.size, md5: stored.md5, objectKey: stored.key, contentType: contentTypeOf(name) };
    return (await this.commands.storeFile(runId, file, actor)) !== null;
  }
}
