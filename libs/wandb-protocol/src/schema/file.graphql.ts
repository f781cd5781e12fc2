/** Files of a run (protocol reference, runs 9; public API 11). */
export const fileTypes = /* GraphQL */ `
  type File {
    id: ID!
    name: String!
    displayName: String!
    "Absolute and self-authorising, for a GET or, with upload, for a PUT."
    url(upload: Boolean): String
    directUrl: String!
    sizeBytes: Int64!
    mimetype: String
    "Base64 of the 16 bytes."
    md5: String
    digest: String
    updatedAt: DateTime
    uploadUrl: String
    uploadHeaders: [String!]!
  }

  type FileConnection {
    totalCount: Int
    pageInfo: PageInfo!
    edges: [FileEdge!]!
    uploadHeaders: [String!]!
  }

  type FileEdge {
    node: File
    cursor: String
  }

  input CreateRunFilesInput {
    entityName: String!
    projectName: String!
    runName: String!
    files: [String!]!
    clientMutationId: String
  }

  type CreateRunFilesPayload {
    runID: ID!
    uploadHeaders: [String!]!
    files: [RunFileUpload!]!
  }

  type RunFileUpload {
    name: String!
    uploadUrl: String
  }

  input MarkRunFilesUploadedInput {
    entityName: String!
    projectName: String!
    runName: String!
    files: [String!]!
    clientMutationId: String
  }

  input DeleteFilesInput {
    files: [ID!]!
    projectId: Int
    clientMutationId: String
  }
`;
