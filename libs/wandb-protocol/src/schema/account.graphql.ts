/** Users, entities, organizations (protocol reference, runs 1.4 and 3; public API 5). */
export const accountTypes = /* GraphQL */ `
  type User {
    id: ID!
    name: String!
    username: String
    email: String
    admin: Boolean
    flags: JSONString
    "Name of the entity that is used when none is given."
    entity: String
    deletedAt: DateTime
    photoUrl: String
    apiKeys: ApiKeyConnection
    teams: EntityConnection
    organizations: [Organization!]!
  }

  type ApiKey {
    id: ID!
    name: String!
    description: String
  }

  type ApiKeyConnection {
    edges: [ApiKeyEdge!]!
  }

  type ApiKeyEdge {
    node: ApiKey
  }

  type Entity {
    id: ID!
    name: String!
    isTeam: Boolean!
    entityType: String
    organization: Organization
    user: User
    project(name: String): Project
  }

  type EntityConnection {
    edges: [EntityEdge!]!
  }

  type EntityEdge {
    node: Entity
  }

  type Organization {
    id: ID!
    name: String!
    orgEntity: Entity
    coreWeaveOrganizationId: String
    featureFlags(rampIDType: RampIDType): [OrgFeatureFlag!]
  }

  enum RampIDType {
    OrgName
  }

  type OrgFeatureFlag {
    rampKey: String!
    isEnabled: Boolean!
  }
`;
