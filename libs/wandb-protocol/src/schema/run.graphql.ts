/** A run and what is logged into it (protocol reference, runs 4, 5.2, 10, 11; public API 8 to 10). */
export const runTypes = /* GraphQL */ `
  type Run {
    "Storage id: opaque, stable, accepted again by mutations."
    id: ID!
    "Run id of the client, part of every URL."
    name: String!
    displayName: String
    projectId: Int!
    project: Project
    description: String
    notes: String
    tags: [String!]!
    state: String
    group: String
    jobType: String
    commit: String
    host: String
    readOnly: Boolean
    createdAt: DateTime!
    updatedAt: DateTime
    heartbeatAt: DateTime
    user: User!
    sweepName: String
    config: JSONString
    "The chosen keys of the client's own record in the config."
    wandbConfig(keys: [String!]): JSONString
    summaryMetrics: JSONString
    systemMetrics: JSONString
    historyKeys: JSON
    historyLineCount: Int
    eventsLineCount: Int
    logLineCount: Int
    "A JSON array of strings, each one a row."
    historyTail: JSONString
    eventsTail: JSONString
    stopped: Boolean
    shouldStop: Boolean
    failed: Boolean
    running: Boolean
    exitcode: Int
    runInfo: RunInfo
    "Rows from minStep (inclusive) to maxStep (exclusive)."
    history(samples: Int, minStep: Int64, maxStep: Int64): [JSONString!]
    events(samples: Int): [JSONString!]
    "One list of rows for each spec."
    sampledHistory(specs: [JSONString!]!): [JSON]
    parquetHistory(liveKeys: [String!]!): ParquetHistory!
    logLines(first: Int, after: String, last: Int, useImprovedPagination: Boolean): LogLineConnection
    fileCount: Int
    files(names: [String], pattern: String, first: Int, after: String): FileConnection
  }

  type RunInfo {
    program: String
    args: [String!]
    os: String
    python: String
    colab: String
    executable: String
    codeSaved: Boolean
    cpuCount: Int
    gpuCount: Int
    gpu: String
    git: GitInfo
  }

  type GitInfo {
    remote: String
    commit: String
  }

  type ParquetHistory {
    parquetUrls: [String!]!
    liveData: [JSON]
  }

  type LogLineConnection {
    pageInfo: PageInfo!
    edges: [LogLineEdge!]!
  }

  type LogLineEdge {
    node: LogLine!
    cursor: String!
  }

  type LogLine {
    number: Int
    timestamp: DateTime
    level: String
    label: String
    line: String
  }

  "A null never changes a stored value."
  input UpsertBucketInput {
    id: String
    name: String
    modelName: String
    entityName: String
    groupName: String
    description: String
    displayName: String
    notes: String
    commit: String
    config: JSONString
    host: String
    debug: Boolean
    jobProgram: String
    jobRepo: String
    jobType: String
    state: String
    sweep: String
    tags: [String!]
    summaryMetrics: JSONString
    clientMutationId: String
  }

  type UpsertBucketPayload {
    bucket: Run
    inserted: Boolean
  }

  input RewindRunInput {
    runName: String!
    entityName: String
    projectName: String
    "Always _step."
    metricName: String!
    metricValue: Float!
    clientMutationId: String
  }

  type RewindRunPayload {
    rewoundRun: Run
    clientMutationId: String
  }

  input StopRunInput {
    id: ID!
    clientMutationId: String
  }

  input DeleteRunInput {
    id: ID!
    deleteArtifacts: Boolean
    clientMutationId: String
  }

  type DeleteRunPayload {
    clientMutationId: String
  }

  enum AlertSeverity {
    INFO
    WARN
    ERROR
  }

  input NotifyScriptableRunAlertInput {
    entityName: String!
    projectName: String!
    runName: String!
    title: String!
    text: String!
    severity: AlertSeverity = INFO
    waitDuration: Duration
    clientMutationId: String
  }
`;
