import { AccountDirectory, Policy } from '@runstead/accounts';
import { ProjectCommands, RunDirectory } from '@runstead/run-commands';
import { ProjectQueries, RunListQueries } from '@runstead/run-queries';
import {
  type Project,
  type ProjectList,
  type RunList,
  newProjectSchema,
  projectListQuerySchema,
  projectListSchema,
  projectSchema,
  runListQuerySchema,
  runListSchema,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { conflict, invalid, notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const listProjects = endpoint({
  method: 'GET',
  path: '/projects',
  summary: 'Projects that the caller may see, 50 a page',
  access: { action: 'account:write', on: 'own account' },
  query: projectListQuerySchema,
  answer: projectListSchema,
});
const createProject = endpoint({
  method: 'POST',
  path: '/projects',
  summary: 'A new project; 409 when the entity has one of that name',
  access: { action: 'project:create', on: 'entity in body' },
  body: newProjectSchema,
  answer: projectSchema,
});
const readProject = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project',
  summary: 'One project with its counts',
  access: { action: 'project:read', on: 'project' },
  answer: projectSchema,
});
const listRuns = endpoint({
  method: 'GET',
  path: '/projects/:entity/:project/runs',
  summary: 'Runs of a project, newest first, by display name',
  access: { action: 'project:read', on: 'project' },
  query: runListQuerySchema,
  answer: runListSchema,
});

@ApiController()
export class ProjectsController {
  constructor(
    private readonly projects: ProjectQueries,
    private readonly runs: RunListQueries,
    private readonly commands: ProjectCommands,
    private readonly directory: RunDirectory,
    private readonly accounts: AccountDirectory,
    private readonly policy: Policy,
  ) {}

  @Serve(listProjects)
  async list({ principal, query }: Call<typeof listProjects>): Promise<ProjectList> {
    return this.projects.list(this.policy.readableEntities(principal), { ...query, descending: query.descending === 'true' });
  }

  @Serve(createProject)
  async create({ principal, body }: Call<typeof createProject>): Promise<Project> {
    if ((await this.accounts.entityKind(body.entity)) === null) throw notFound();
    if (await this.directory.findProject(body.entity, body.name))
      throw conflict('name-taken', `${body.entity} has a project named ${body.name}.`);
    const { projectId, entity, name } = await this.commands.create(body, principal.username);
    return (await this.projects.one(projectId)) ?? emptyProject(projectId, entity, name, body.description);
  }

  @Serve(readProject)
  async read({ project }: Call<typeof readProject>): Promise<Project> {
    const found = await this.projects.one(project.projectId);
    if (!found) throw notFound();
    return found;
  }

  @Serve(listRuns)
  async listRuns({ project, query }: Call<typeof listRuns>): Promise<RunList> {
    const answer = await this.runs.list(project.projectId, { ...query, regex: query.regex === 'true' });
    if (answer.ok) return answer.list;
    throw answer.reason === 'invalid-pattern'
      ? invalid('Not a valid pattern', 'invalid-pattern')
      : invalid('This cursor was given by no page', 'invalid-cursor');
  }
}

/** The log has the project and the row lags: the fact is answered, not the row. */
function emptyProject(id: string, entity: string, name: string, description: string | null): Project {
  const createdAt = Number(BigInt(id) >> 21n);
  return { id, entity, name, description, visibility: 'private', runs: 0, running: 0, createdAt, lastActivityAt: createdAt };
}
