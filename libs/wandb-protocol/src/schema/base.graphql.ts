/** Scalars, connections and the roots (protocol reference, runs 2 and 11; public API, appendix A). */
export const baseTypes = /* GraphQL */ `
  "Any JSON value."
  scalar JSON
  "Text that holds JSON."
  scalar JSONString
  "RFC 3339, UTC."
  scalar DateTime
  "A number of up to 64 bits."
  scalar Int64
  "Milliseconds."
  scalar Duration

  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
  }

  type Query {
    viewer: User
    serverInfo: ServerInfo
    entity(name: String): Entity
    organization(name: String!): Organization
    models(entityName: String, after: String, first: Int): ProjectConnection
    model(name: String, entityName: String): Project
    project(name: String, entityName: String): Project
  }

  type Mutation {
    upsertBucket(input: UpsertBucketInput!): UpsertBucketPayload
    upsertModel(input: UpsertModelInput!): UpsertModelPayload
    rewindRun(input: RewindRunInput!): RewindRunPayload
    stopRun(input: StopRunInput!): SuccessPayload
    deleteRun(input: DeleteRunInput!): DeleteRunPayload
    createRunFiles(input: CreateRunFilesInput!): CreateRunFilesPayload
    markRunFilesUploaded(input: MarkRunFilesUploadedInput!): SuccessPayload
    deleteFiles(input: DeleteFilesInput!): SuccessPayload
    createCustomChart(input: CreateCustomChartInput!): CreateCustomChartPayload
    notifyScriptableRunAlert(input: NotifyScriptableRunAlertInput!): SuccessPayload
  }

  input CreateCustomChartInput {
    entity: String!
    name: String!
    displayName: String!
    "vega2"
    type: String!
    "PRIVATE or PUBLIC"
    access: String!
    spec: JSONString!
    clientMutationId: String
  }

  type CreateCustomChartPayload {
    chart: CustomChart
    clientMutationId: String
  }

  type CustomChart {
    id: ID!
  }

  type SuccessPayload {
    success: Boolean!
    clientMutationId: String
  }

  type ServerInfo {
    cliVersionInfo: JSON!
    latestLocalVersionInfo: LatestLocalVersionInfo
    features: [ServerFeature!]!
  }

  type LatestLocalVersionInfo {
    outOfDate: Boolean!
    latestVersionString: String!
    versionOnThisInstanceString: String!
  }

  type ServerFeature {
    name: String!
    isEnabled: Boolean!
  }
`;
