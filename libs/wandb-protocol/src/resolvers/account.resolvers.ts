import { Injectable } from '@nestjs/common';
import { AccountDirectory, Policy } from '@runstead/accounts';
import { plainGlobalId } from '../global-ids';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { isStorable } from './stored-text';

export interface EntitySource {
  readonly name: string;
}
export interface UserSource {
  readonly username: string;
}

/** `viewer`, `entity`, `organization` (protocol 1.4 and 3). There are no organizations: null, which the client expects. */
@Injectable()
export class AccountResolvers {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly policy: Policy,
  ) {}

  readonly resolvers: ResolverMap = {
    Query: {
      viewer: (_, __, context): UserSource => ({ username: context.principal.username }),
      entity: ((_, { name }, context) => this.entity(name, context)) satisfies Resolver<unknown, { name?: string | null }>,
      organization: () => null,
    },
    User: {
      id: ((user) => plainGlobalId('User', user.username)) satisfies Resolver<UserSource, unknown>,
      name: ((user) => user.username) satisfies Resolver<UserSource, unknown>,
      email: ((user, _, context) =>
        this.own(user, context, async () => (await this.directory.user(user.username))?.email ?? null)) satisfies Resolver<
        UserSource,
        unknown
      >,
      admin: ((user, _, context) => user.username === context.principal.username && context.principal.admin) satisfies Resolver<
        UserSource,
        unknown
      >,
      // A JSON text, not an object (protocol 1.4).
      flags: () => '{}',
      entity: ((user) => user.username) satisfies Resolver<UserSource, unknown>,
      deletedAt: () => null,
      photoUrl: () => null,
      apiKeys: ((user, _, context) => this.own(user, context, () => this.apiKeys(user.username))) satisfies Resolver<UserSource, unknown>,
      teams: ((user, _, context) => this.own(user, context, () => Promise.resolve(this.teams(context)))) satisfies Resolver<
        UserSource,
        unknown
      >,
      organizations: () => [],
    },
    Entity: {
      id: ((entity) => plainGlobalId('Entity', entity.name)) satisfies Resolver<EntitySource, unknown>,
      isTeam: ((entity, _, context) => this.isTeam(entity, context)) satisfies Resolver<EntitySource, unknown>,
      entityType: (async (entity, _, context) => ((await this.isTeam(entity, context)) ? 'team' : 'user')) satisfies Resolver<
        EntitySource,
        unknown
      >,
      organization: () => null,
      user: (async (entity, _, context) => ((await this.isTeam(entity, context)) ? null : { username: entity.name })) satisfies Resolver<
        EntitySource,
        unknown
      >,
    },
  };

  /** Null when there is no such entity or the caller may not see it. */
  private async entity(name: string | null | undefined, context: RequestContext): Promise<EntitySource | null> {
    const wanted = name || context.principal.username;
    if (!isStorable(wanted) || !this.policy.may(context.principal, 'project:read', { kind: 'entity', entity: wanted })) return null;
    return (await this.kind(wanted, context)) ? { name: wanted } : null;
  }

  private async isTeam(entity: EntitySource, context: RequestContext): Promise<boolean> {
    return (await this.kind(entity.name, context)) === 'team';
  }

  private kind(name: string, context: RequestContext): Promise<'user' | 'team' | null> {
    return context.once(`entity ${name}`, () => this.directory.entityKind(name));
  }

  /** What only the person itself sees. */
  private own<T>(user: UserSource, context: RequestContext, load: () => Promise<T>): Promise<T | null> {
    return user.username === context.principal.username ? load() : Promise.resolve(null);
  }

  private teams(context: RequestContext): { edges: { node: EntitySource }[] } {
    return { edges: context.principal.memberships.map(({ entity }) => ({ node: { name: entity } })) };
  }

  /** Names begin with what a person can tell keys apart by; a key itself is never shown again. */
  private async apiKeys(username: string): Promise<{ edges: { node: { id: string; name: string; description: string } }[] }> {
    const keys = await this.directory.keys(username);
    const nodes = keys.map((key) => ({
      id: plainGlobalId('ApiKey', key.id),
      name: `${key.id.slice(0, 8)}…${key.lastFour}`,
      description: key.name,
    }));
    return { edges: nodes.map((node) => ({ node })) };
  }
}
