import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import { Clock, Ids, type JsonObject, type LoggedEvent, currentVersion, isJsonObject, parseJson } from '@runstead/run-domain';
import { CatalogProgress } from './catalog-progress';
import { CommandLog } from './command-log';
import { KeyedQueue } from './keyed-queue';
import { Unprojected } from './unprojected';

interface ViewState {
  readonly projectId: string;
  readonly revision: number;
  readonly name: string;
  readonly document: JsonObject;
}

export interface ViewChange {
  readonly expectedRevision: number;
  readonly name?: string | undefined;
  readonly document?: JsonObject | undefined;
}

export type ViewSave =
  { readonly ok: true; readonly id: string; readonly revision: number } | { readonly ok: false; readonly current: number | null };

/** The named views of a project. Who saves on top of what they have not seen is told, as with personal workspaces. */
@Injectable()
export class ViewCommands {
  private readonly queue = new KeyedQueue();
  /** `null` is removed. */
  private readonly recent: Unprojected<ViewState | null>;

  constructor(
    private readonly pool: SqlPool,
    private readonly commands: CommandLog,
    private readonly catalog: CatalogProgress,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.recent = new Unprojected(catalog);
  }

  async create(actor: string, projectId: string, name: string, document: JsonObject): Promise<ViewSave> {
    const id = this.ids.secret(8);
    return this.queue.run(id, () => this.save(actor, id, { projectId, revision: 1, name, document }));
  }

  /** `current` null: there is no such view. */
  async change(actor: string, projectId: string, id: string, { expectedRevision, ...changes }: ViewChange): Promise<ViewSave> {
    return this.queue.run(id, async () => {
      const current = await this.current(projectId, id);
      if (!current || current.revision !== expectedRevision) return { ok: false, current: current?.revision ?? null };
      const { name = current.name, document = current.document } = changes;
      return this.save(actor, id, { projectId, revision: current.revision + 1, name, document });
    });
  }

  /** False: there is no such view. */
  async remove(actor: string, projectId: string, id: string): Promise<boolean> {
    return this.queue.run(id, async () => {
      if (!(await this.current(projectId, id))) return false;
      await this.append(id, null, { ...this.about('ViewRemoved', actor, id), type: 'ViewRemoved', data: { viewId: id, projectId } });
      return true;
    });
  }

  private async save(actor: string, id: string, state: ViewState): Promise<ViewSave> {
    await this.append(id, state, { ...this.about('ViewSaved', actor, id), type: 'ViewSaved', data: { viewId: id, ...state } });
    return { ok: true, id, revision: state.revision };
  }

  private about(type: 'ViewSaved' | 'ViewRemoved', actor: string, id: string) {
    return { id: this.ids.eventId(), version: currentVersion(type), key: `view:${id}`, time: this.clock.now(), actor };
  }

  private async append(id: string, state: ViewState | null, event: LoggedEvent): Promise<void> {
    const position = await this.commands.append([event]);
    this.recent.put(id, state, position);
    await this.commands.projected(position);
  }

  private async current(projectId: string, id: string): Promise<ViewState | null> {
    const recent = this.recent.get(id);
    const state = recent === undefined ? await this.read(id) : recent;
    return state?.projectId === projectId ? state : null;
  }

  private async read(id: string): Promise<ViewState | null> {
    await this.catalog.ready();
    const row = await this.pool.db.selectFrom('saved_views').selectAll().where('view_id', '=', id).executeTakeFirst();
    if (!row) return null;
    const document = parseJson(row.document);
    return { projectId: row.project_id, revision: row.revision, name: row.name, document: isJsonObject(document) ? document : {} };
  }
}
