import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { Clock, Ids, type JsonObject, type LoggedEvent, currentVersion, isJsonObject, parseJson } from '@runstead/run-domain';
import { CatalogProgress } from './catalog-progress';
import { CommandLog } from './command-log';
import { Unprojected } from './unprojected';

export interface WorkspaceState {
  readonly revision: number;
  readonly document: JsonObject;
}
/** `current` null: there is none yet, but a revision was expected. */
export type WorkspaceSave =
  { readonly ok: true; readonly revision: number } | { readonly ok: false; readonly current: WorkspaceState | null };

/** A person's own view of a project. Two tabs that save at once: the second is told what the first has saved. */
@Injectable()
export class WorkspaceCommands {
  private readonly recent: Unprojected<WorkspaceState>;

  constructor(
    private readonly pool: SqlPool,
    private readonly commands: CommandLog,
    private readonly catalog: CatalogProgress,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.recent = new Unprojected(catalog);
  }

  /** `expectedRevision` 0: there is none yet. */
  async save(username: string, projectId: string, expectedRevision: number, document: JsonObject): Promise<WorkspaceSave> {
    const key = `workspace:${username}:${projectId}`;
    return this.commands.decide(key, async () => {
      const current = this.recent.get(key) ?? (await this.read(username, projectId));
      if ((current?.revision ?? 0) !== expectedRevision) return { ok: false, current };
      const revision = expectedRevision + 1;
      const event: LoggedEvent = {
        id: this.ids.eventId(),
        type: 'WorkspaceSaved',
        version: currentVersion('WorkspaceSaved'),
        key,
        time: this.clock.now(),
        actor: username,
        data: { username, projectId, revision, document },
      };
      const position = await this.commands.append([event]);
      this.recent.put(key, { revision, document }, position);
      await this.commands.projected(position);
      return { ok: true, revision };
    });
  }

  private async read(username: string, projectId: string): Promise<WorkspaceState | null> {
    await this.catalog.ready();
    const query = this.pool.db.selectFrom('workspaces').select(['revision', 'document']);
    const row = await query.where('username', '=', username).where('project_id', '=', projectId).executeTakeFirst();
    if (!row) return null;
    const document = parseJson(row.document);
    return { revision: row.revision, document: isJsonObject(document) ? document : {} };
  }
}
