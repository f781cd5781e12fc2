import type { TeamRole } from '@runstead/run-domain';

/** What a person may be in an entity. The personal entity comes first, with role `owner`. */
export interface Membership {
  readonly entity: string;
  readonly role: TeamRole;
}

/** Who is asking: a user that was recognised by an API key or a session. */
export interface Principal {
  readonly username: string;
  readonly admin: boolean;
  readonly memberships: readonly Membership[];
}
