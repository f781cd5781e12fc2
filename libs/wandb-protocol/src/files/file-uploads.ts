import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { ObjectStore } from '@runstead/object-store';
import { RunCommands, RunDirectory } from '@runstead/run-commands';
import { Ids } from '@runstead/run-domain';
import { FileQueries } from '@runstead/run-queries';
import { contentTypeOf } from './content-types';

/** Takes the bytes of a run's file. */
@Injectable()
export class FileUploads {
  private readonly logger = new Logger(FileUploads.name);

  constructor(
    private readonly objects: ObjectStore,
    private readonly runs: RunDirectory,
    private readonly commands: RunCommands,
    private readonly files: FileQueries,
    private readonly ids: Ids,
  ) {}

  /**
   * False when the run is not there any more. Bytes first, then the event: a crash between the two leaves bytes that
   * nothing points to, and the client sends the whole file again. The old bytes go last, when nothing needs them.
   */
  async store(runId: string, name: string, actor: string, body: Readable): Promise<boolean> {
    const run = await this.runs.byRunId(runId);
    if (!run || run.deletedAt !== null) return false;
    const before = await this.files.one(runId, name);
    const folder = createHash('sha256').update(name, 'utf8').digest('hex');
    const stored = await this.objects.put(`runs/${runId}/${folder}/${this.ids.eventId()}`, body);
    const file = { name, size: stored.size, md5: stored.md5, objectKey: stored.key, contentType: contentTypeOf(name) };
    if (!(await this.commands.storeFile(runId, file, actor))) return false;
    if (before && before.objectKey !== stored.key) await this.discard(before.objectKey);
    return true;
  }

  /** Failing costs disk space and nothing else. */
  private async discard(key: string): Promise<void> {
    try {
      await this.objects.delete(key);
    } catch (error) {
      this.logger.warn({ key, err: error }, 'the bytes of a replaced file could not be deleted');
    }
  }
}
