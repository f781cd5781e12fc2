import { Injectable } from '@nestjs/common';
import type { LogPosition } from '@runstead/event-log';
import { Clock, Ids, type LoggedEvent, currentVersion } from '@runstead/run-domain';
import { CommandLog } from './command-log';
import { ProjectRefs } from './project-refs';
import type { ProjectRef } from './run-ref';

export interface NewProject {
  readonly entity: string;
  readonly name: string;
  readonly description: string | null;
}

/** Projects are made by hand or by the first run that names them. */
@Injectable()
export class ProjectCommands {
  constructor(
    private readonly commands: CommandLog,
    private readonly projects: ProjectRefs,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The project that is there, or a new one, with its row. */
  async create(project: NewProject, actor: string): Promise<ProjectRef> {
    const { ref, position } = await this.ensure(project, actor);
    if (position) await this.commands.projected(position);
    return ref;
  }

  /** As `create`, without waiting for the row: for the first run of a project. `position` is null when it was there. */
  async ensure(project: NewProject, actor: string): Promise<{ readonly ref: ProjectRef; readonly position: LogPosition | null }> {
    const known = await this.projects.find(project.entity, project.name);
    if (known) return { ref: known, position: null };
    return this.commands.decide(`project:${project.entity}/${project.name}`, async () => this.createOnce(project, actor));
  }

  private async createOnce(project: NewProject, actor: string): ReturnType<ProjectCommands['ensure']> {
    const { entity, name, description } = project;
    const known = await this.projects.find(entity, name);
    if (known) return { ref: known, position: null };
    const projectId = this.ids.rowId();
    const event: LoggedEvent = {
      id: this.ids.eventId(),
      type: 'ProjectCreated',
      version: currentVersion('ProjectCreated'),
      key: `project:${projectId}`,
      time: this.clock.now(),
      actor,
      data: { projectId, entity, name, description },
    };
    const position = await this.commands.append([event]);
    const ref = { projectId, entity, name };
    this.projects.remember(ref, position);
    return { ref, position };
  }
}
