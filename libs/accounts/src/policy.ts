import { Injectable } from '@nestjs/common';
import type { TeamRole } from '@runstead/run-domain';
import type { Principal } from './principal';

/**
 * What somebody wants to do. `project:write` covers runs, their files and their lines; `account:write` is one's own
 * keys and password, `instance:admin` everybody's.
 */
export type Action = 'project:read' | 'project:write' | 'project:create' | 'project:delete' | 'account:write' | 'instance:admin';

/** What it is done to. A project belongs to its entity; `account` is a user's own record. */
export type Resource =
  | { readonly kind: 'instance' }
  | { readonly kind: 'account'; readonly username: string }
  | { readonly kind: 'entity'; readonly entity: string }
  | { readonly kind: 'project'; readonly entity: string; readonly project: string };

const ROLES: Readonly<Record<Exclude<Action, 'account:write' | 'instance:admin'>, ReadonlySet<TeamRole>>> = {
  'project:read': new Set<TeamRole>(['owner', 'admin', 'member', 'viewer']),
  'project:write': new Set<TeamRole>(['owner', 'admin', 'member']),
  'project:create': new Set<TeamRole>(['owner', 'admin', 'member']),
  'project:delete': new Set<TeamRole>(['owner', 'admin']),
};

/** The one place that decides who may do what. Entities are private: only those who belong to one see it, and administrators. */
@Injectable()
export class Policy {
  may(principal: Principal | null, action: Action, resource: Resource): boolean {
    if (!principal) return false;
    if (principal.admin) return true;
    if (action === 'instance:admin' || resource.kind === 'instance') return false;
    if (action === 'account:write') return resource.kind === 'account' && resource.username === principal.username;
    if (resource.kind === 'account') return false;
    const membership = principal.memberships.find(({ entity }) => entity === resource.entity);
    return membership !== undefined && ROLES[action].has(membership.role);
  }

  /** The entities whose projects the principal may read, for lists; `all` for administrators. */
  readableEntities(principal: Principal | null): 'all' | readonly string[] {
    if (!principal) return [];
    return principal.admin ? 'all' : principal.memberships.map(({ entity }) => entity);
  }
}
