import type { JsonObject } from '@runstead/run-domain';
import { ViewCommands, type ViewSave } from '@runstead/run-commands';
import { SavedViewQueries } from '@runstead/run-queries';
import {
  DEFAULT_WORKSPACE,
  newViewSchema,
  type SavedView,
  type SavedViewList,
  savedViewListSchema,
  savedViewSchema,
  viewChangesSchema,
  workspaceDocumentSchema,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { conflict, notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const views = '/projects/:entity/:project/views';
const view = `${views}/:id`;
const reading = { action: 'project:read', on: 'project' } as const;
const writing = { action: 'project:write', on: 'project' } as const;
const listViews = endpoint({
  method: 'GET',
  path: views,
  summary: 'The named views of the project',
  access: reading,
  answer: savedViewListSchema,
});
const createView = endpoint({
  method: 'POST',
  path: views,
  summary: 'Save a new named view',
  access: writing,
  body: newViewSchema,
  answer: savedViewSchema,
});
const readView = endpoint({
  method: 'GET',
  path: view,
  summary: 'A named view with its document',
  access: reading,
  answer: savedViewSchema,
});
const changeView = endpoint({
  method: 'PUT',
  path: view,
  summary: 'Rename or save it; 409 when `revision` is not the current one',
  access: writing,
  body: viewChangesSchema,
  answer: savedViewSchema,
});
const removeView = endpoint({ method: 'DELETE', path: view, summary: 'Remove a named view', access: writing, answer: 'nothing' });

@ApiController()
export class ViewsController {
  constructor(
    private readonly queries: SavedViewQueries,
    private readonly commands: ViewCommands,
  ) {}

  @Serve(listViews)
  async list({ project }: Call<typeof listViews>): Promise<SavedViewList> {
    return { views: await this.queries.list(project.projectId) };
  }

  @Serve(createView)
  async create({ principal, project, body }: Call<typeof createView>): Promise<SavedView> {
    const saved = await this.commands.create(principal.username, project.projectId, body.name, body.document as JsonObject);
    return this.answer(project.projectId, saved);
  }

  @Serve(readView)
  async read({ project, params }: Call<typeof readView>): Promise<SavedView> {
    return this.one(project.projectId, params.id);
  }

  @Serve(changeView)
  async change({ principal, project, params, body }: Call<typeof changeView>): Promise<SavedView> {
    const { revision: expectedRevision, name, document } = body;
    const changes = { expectedRevision, name, document: document as JsonObject | undefined };
    return this.answer(project.projectId, await this.commands.change(principal.username, project.projectId, params.id, changes));
  }

  @Serve(removeView)
  async remove({ principal, project, params }: Call<typeof removeView>): Promise<void> {
    if (!(await this.commands.remove(principal.username, project.projectId, params.id))) throw notFound();
  }

  private async answer(projectId: string, saved: ViewSave): Promise<SavedView> {
    if (saved.ok) return this.one(projectId, saved.id);
    if (saved.current === null) throw notFound();
    throw conflict('newer-revision', `This view was saved elsewhere; its revision is now ${saved.current}.`);
  }

  private async one(projectId: string, id: string): Promise<SavedView> {
    const stored = await this.queries.one(projectId, id);
    if (!stored) throw notFound();
    // A document that cannot be read never locks anybody out (UI 15).
    const document = workspaceDocumentSchema.safeParse(stored.document);
    return { ...stored, document: document.success ? document.data : DEFAULT_WORKSPACE };
  }
}
