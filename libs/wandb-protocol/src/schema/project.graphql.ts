/** Projects and the runs in them (protocol reference, public API 6 and 7). */
export const projectTypes = /* GraphQL */ `
  type Project {
    id: ID!
    internalId: ID!
    name: String!
    entityName: String!
    entity: Entity!
    user: User
    createdAt: DateTime!
    updatedAt: DateTime
    description: String
    access: String
    views: JSONString
    isBenchmark: Boolean!
    readOnly: Boolean!
    repo: String
    dockerImage: String
    runCount(filters: JSONString): Int!
    runs(filters: JSONString, order: String, first: Int, after: String): RunConnection!
    buckets(filters: JSONString, order: String, first: Int, after: String): RunConnection!
    run(name: String!, desc: String): Run
    bucket(name: String!, missingOk: Boolean, desc: String): Run
  }

  type ProjectConnection {
    pageInfo: PageInfo!
    edges: [ProjectEdge!]!
  }

  type ProjectEdge {
    node: Project
    cursor: String!
  }

  type RunConnection {
    pageInfo: PageInfo!
    edges: [RunEdge!]!
  }

  type RunEdge {
    node: Run!
    cursor: String!
  }

  input UpsertModelInput {
    id: String
    name: String
    entityName: String
    description: String
    access: String
    framework: String
    isBenchmark: Boolean
    isPublished: Boolean
    repo: String
    dockerImage: String
    views: JSONString
    owner: ID
    clientMutationId: String
  }

  type UpsertModelPayload {
    project: Project
    model: Project
    inserted: Boolean
  }
`;
