import type { JsonObject } from '@runstead/run-domain';
import { WorkspaceCommands } from '@runstead/run-commands';
import { WorkspaceQueries } from '@runstead/run-queries';
import { DEFAULT_WORKSPACE, type Workspace, workspaceDocumentSchema, workspaceSchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { conflict } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const path = '/projects/:entity/:project/workspace';
/** Who may see a project may arrange it for themselves: it is their own record. */
const access = { action: 'project:read', on: 'project' } as const;
const readWorkspace = endpoint({ method: 'GET', path, summary: "The caller's own view of the project", access, answer: workspaceSchema });
const saveWorkspace = endpoint({
  method: 'PUT',
  path,
  summary: 'Save it; 409 when `revision` is not the current one',
  access,
  body: workspaceSchema,
  answer: workspaceSchema,
});

@ApiController()
export class WorkspaceController {
  constructor(
    private readonly queries: WorkspaceQueries,
    private readonly commands: WorkspaceCommands,
  ) {}

  @Serve(readWorkspace)
  async read({ principal, project }: Call<typeof readWorkspace>): Promise<Workspace> {
    const saved = await this.queries.of(principal.username, project.projectId);
    if (!saved) return { revision: 0, document: DEFAULT_WORKSPACE };
    // A document that cannot be read never locks anybody out (UI 15).
    const document = workspaceDocumentSchema.safeParse(saved.document);
    return { revision: saved.revision, document: document.success ? document.data : DEFAULT_WORKSPACE };
  }

  @Serve(saveWorkspace)
  async save({ principal, project, body }: Call<typeof saveWorkspace>): Promise<Workspace> {
    const saved = await this.commands.save(principal.username, project.projectId, body.revision, body.document as JsonObject);
    if (saved.ok) return { revision: saved.revision, document: body.document };
    throw conflict('newer-revision', `This view was saved elsewhere; its revision is now ${saved.current?.revision ?? 0}.`);
  }
}
