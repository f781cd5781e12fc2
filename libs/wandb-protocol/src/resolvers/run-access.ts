import { Injectable } from '@nestjs/common';
import { AccountDirectory, Policy, type Action } from '@runstead/accounts';
import { RunDirectory, type ProjectRef, type RunRef } from '@runstead/run-commands';
import type { Run } from '@runstead/run-domain';
import { parseRunGlobalId, type RunName } from '../global-ids';
import { Refusal } from '../graphql/refusal';
import type { RequestContext } from '../graphql/request-context';
import { isStorable } from './stored-text';

/**
 * From names to projects and runs, for those who may see them. For reads, what is missing and what is forbidden are
 * both null; for writes they are refusals with a sentence.
 */
@Injectable()
export class RunAccess {
  constructor(
    private readonly directory: RunDirectory,
    private readonly policy: Policy,
    private readonly accounts: AccountDirectory,
  ) {}

  /** `entity` empty or null: the caller's own. */
  async project(entity: string | null | undefined, name: string | null | undefined, context: RequestContext): Promise<ProjectRef | null> {
    const owner = entity || context.principal.username;
    if (!name || !isStorable(owner) || !isStorable(name)) return null;
    if (!this.policy.may(context.principal, 'project:read', { kind: 'project', entity: owner, project: name })) return null;
    return this.directory.findProject(owner, name);
  }

  /** Null for a deleted run. */
  async run(project: ProjectRef, name: string): Promise<Run | null> {
    if (name === '' || !isStorable(name)) return null;
    const ref = await this.directory.find(project.entity, project.name, name);
    return ref && !ref.deleted ? this.directory.byRunId(ref.runId) : null;
  }

  byRunId(runId: string): Promise<Run | null> {
    return this.directory.byRunId(runId);
  }

  byRunIds(runIds: readonly string[]): Promise<ReadonlyMap<string, Run>> {
    return this.directory.byRunIds(runIds);
  }

  /** The run of a storage id, for a caller who may change it. Throws 404 or 403. */
  async writableById(id: string, context: RequestContext): Promise<RunRef> {
    const name = parseRunGlobalId(id);
    if (!name) throw new Refusal(404, 'There is no run with this id.');
    return this.writable(name, context);
  }

  /** The run of that name, for a caller who may change it. Throws 404 or 403. */
  async writable(name: RunName, context: RequestContext): Promise<RunRef> {
    await this.requireEntity('project:write', name.entity, name.project, context);
    const known = isStorable(name.project) && isStorable(name.name);
    const ref = known ? await this.directory.find(name.entity, name.project, name.name) : null;
    if (!ref || ref.deleted) throw new Refusal(404, `There is no run ${name.entity}/${name.project}/${name.name}.`);
    return ref;
  }

  /**
   * Throws 403 when the caller may not do that in the entity. It says the same for an entity that does not exist, so
   * that nobody can find out names; administrators, who may do everything, are told with 404.
   */
  async requireEntity(action: Action, entity: string, project: string, context: RequestContext): Promise<void> {
    const { principal } = context;
    if (!isStorable(entity) || !this.policy.may(principal, action, { kind: 'project', entity, project }))
      throw new Refusal(403, `Permission denied: there is no entity "${entity}" that ${principal.username} may write to.`);
    if (principal.memberships.some((membership) => membership.entity === entity)) return;
    const kind = await context.once(`entity ${entity}`, () => this.accounts.entityKind(entity));
    if (!kind) throw new Refusal(404, `There is no user or team named "${entity}".`);
  }
}
