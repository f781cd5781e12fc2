import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AccountDirectory, Policy } from '@runstead/accounts';
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
    private readonly accounts: AccountDirectory,
    private readonly policy: Policy,
    private readonly ids: Ids,
  ) {}

  /**
   * The signature says that `actor` might upload when it was made, which may be days ago: whether that is still so is
   * asked again. Bytes first, then the event: a crash between the two leaves bytes that
   * nothing points to, and the client sends the whole file again. The bytes of an earlier upload stay: a replay of the
   * log passes their event.
   */
  async store(runId: string, name: string, actor: string, body: Readable): Promise<'stored' | 'gone' | 'forbidden'> {
    const run = await this.runs.byRunId(runId);
    if (!run || run.deletedAt !== null) return 'gone';
    const project = { kind: 'project', entity: run.entity, project: run.project } as const;
    if (!this.policy.may(await this.accounts.principal(actor), 'project:write', project)) return 'forbidden';
    const folder = createHash('sha256').update(name, 'utf8').digest('hex');
    const stored = await this.objects.put(`runs/${runId}/${folder}/${this.ids.eventId()}`, body);
    const file = { name, size: stored.size, md5: stored.md5, objectKey: stored.key, contentType: contentTypeOf(name) };
    return (await this.commands.storeFile(runId, file, actor)) ? 'stored' : 'gone';
  }
}
