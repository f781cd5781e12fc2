import { AccountDirectory, Policy, type Principal } from '@runstead/accounts';
import { Injectable } from '@nestjs/common';
import { RunDirectory } from '@runstead/run-commands';
import type { UiRoute } from './ui-route';

/** Whether there is something to see at a route, for this person: decides between 200 and 404 (UI 1). */
@Injectable()
export class PageAccess {
  constructor(
    private readonly policy: Policy,
    private readonly accounts: AccountDirectory,
    private readonly runs: RunDirectory,
  ) {}

  async exists(route: UiRoute, principal: Principal | null): Promise<boolean> {
    switch (route.kind) {
      case 'nothing':
        return false;
      case 'screen':
        return route.name !== 'admin' || this.policy.may(principal, 'instance:admin', { kind: 'instance' });
      case 'entity':
        return this.readable(principal, route.entity) && (await this.accounts.entityKind(route.entity)) !== null;
      case 'project':
        return this.readable(principal, route.entity) && (await this.runs.findProject(route.entity, route.project)) !== null;
      case 'run': {
        const run = this.readable(principal, route.entity) ? await this.runs.find(route.entity, route.project, route.run) : null;
        return run !== null;
      }
    }
  }

  private readable(principal: Principal | null, entity: string): boolean {
    return this.policy.may(principal, 'project:read', { kind: 'entity', entity });
  }
}
