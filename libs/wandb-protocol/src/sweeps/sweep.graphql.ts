/** Sweeps and their agents (protocol reference, sweeps: appendix A). */
export const sweepTypes = /* GraphQL */ `
  extend type Project {
    totalSweeps: Int!
    sweeps(first: Int, after: String, filters: JSONString): SweepConnection
    sweep(sweepName: String!): Sweep
  }

  type SweepConnection {
    pageInfo: PageInfo!
    edges: [SweepEdge!]!
  }

  type SweepEdge {
    node: Sweep!
    cursor: String
  }

  type Sweep {
    id: ID!
    "Short id, part of every URL."
    name: String!
    displayName: String
    description: String
    method: String!
    state: String!
    "YAML or JSON, as it came."
    config: String!
    controller: JSONString
    scheduler: JSONString
    bestLoss: Float
    earlyStopJobRunning: Boolean
    createdAt: DateTime!
    updatedAt: DateTime
    heartbeatAt: DateTime
    runCount: Int!
    "Null when the search has no end."
    runCountExpected: Int
    controllerRunName: String
    project: Project
    runs(first: Int, after: String, order: String, filters: JSONString): RunConnection
    priorRuns(first: Int, after: String): RunConnection
    agents(first: Int, after: String): AgentConnection!
    agent(agentName: String!): Agent
  }

  type Agent {
    id: ID!
    name: String!
    host: String!
    state: String
    totalRuns: Int!
    createdAt: DateTime!
    heartbeatAt: DateTime
    runs(first: Int, after: String, last: Int, before: String, order: String): RunConnection!
  }

  type AgentConnection {
    edges: [AgentEdge!]!
  }

  type AgentEdge {
    node: Agent!
  }

  extend type Mutation {
    upsertSweep(input: UpsertSweepInput!): UpsertSweepPayload
    createAgent(input: CreateAgentInput!): CreateAgentPayload
    agentHeartbeat(input: AgentHeartbeatInput!): AgentHeartbeatPayload
  }

  input UpsertSweepInput {
    id: ID
    entityName: String
    projectName: String
    config: String
    description: String
    displayName: String
    state: String
    controller: JSONString
    scheduler: JSONString
    launchScheduler: JSONString
    templateVariableValues: JSONString
    priorRunsFilters: JSONString
    clientMutationId: String
  }

  type UpsertSweepPayload {
    sweep: Sweep!
    configValidationWarnings: [String!]!
  }

  input CreateAgentInput {
    host: String
    "Null from 0.31 on, when the project has the default name."
    projectName: String
    entityName: String
    sweep: String!
    clientMutationId: String
  }

  type CreateAgentPayload {
    agent: Agent!
  }

  input AgentHeartbeatInput {
    id: ID!
    metrics: JSONString
    runState: JSONString
    clientMutationId: String
  }

  type AgentHeartbeatPayload {
    agent: Agent
    "JSON text of a list, never null."
    commands: JSONString
  }
`;
