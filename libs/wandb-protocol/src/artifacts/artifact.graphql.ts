/** Artifacts as they are read: the part of the schema that the client queries (protocol, artifacts, appendix A). */
export const artifactTypes = /* GraphQL */ `
  extend type Query {
    artifact(id: ID!): Artifact
    artifactCollection(id: ID!): ArtifactCollection
    clientIDMapping(clientID: ID!): ClientIDMapping
  }

  type ClientIDMapping {
    serverID: ID!
  }

  extend type Project {
    artifact(name: String!, enableTracking: Boolean): Artifact
    artifactType(name: String!): ArtifactType
    artifactTypes(first: Int, after: String, includeAll: Boolean): ArtifactTypeConnection!
    artifactCollection(name: String!): ArtifactCollection
    artifactCollections(first: Int, after: String, filters: JSONString, order: String): ArtifactCollectionConnection
    artifactCollectionMembership(name: String!): ArtifactCollectionMembership
  }

  extend type Run {
    inputArtifacts(first: Int, after: String): ArtifactConnection
    outputArtifacts(first: Int, after: String): ArtifactConnection
  }

  type ArtifactType {
    id: ID!
    name: String!
    description: String
    createdAt: DateTime!
    artifact(name: String!): Artifact
    artifactCollection(name: String!): ArtifactCollection
    artifactCollections(first: Int, after: String, filters: JSONString, order: String): ArtifactCollectionConnection
  }

  type ArtifactTypeConnection {
    pageInfo: PageInfo!
    edges: [ArtifactTypeEdge!]!
  }

  type ArtifactTypeEdge {
    node: ArtifactType
  }

  interface ArtifactCollection {
    id: ID!
    name: String!
    description: String
    state: ArtifactCollectionState!
    createdAt: DateTime!
    updatedAt: DateTime
    project: Project
    defaultArtifactType: ArtifactType!
    tags: TagConnection!
    aliases(first: Int, after: String): ArtifactAliasConnection!
    artifacts(first: Int, after: String, order: String, filters: JSONString): VersionedArtifactConnection
    artifactMembership(aliasName: String!): ArtifactCollectionMembership
  }

  type ArtifactSequence implements ArtifactCollection {
    id: ID!
    name: String!
    description: String
    state: ArtifactCollectionState!
    createdAt: DateTime!
    updatedAt: DateTime
    project: Project
    defaultArtifactType: ArtifactType!
    tags: TagConnection!
    aliases(first: Int, after: String): ArtifactAliasConnection!
    artifacts(first: Int, after: String, order: String, filters: JSONString): VersionedArtifactConnection
    artifactMembership(aliasName: String!): ArtifactCollectionMembership
    latestArtifact: Artifact
    digestAlgorithm: ArtifactDigestAlgorithm
  }

  type ArtifactPortfolio implements ArtifactCollection {
    id: ID!
    name: String!
    description: String
    state: ArtifactCollectionState!
    createdAt: DateTime!
    updatedAt: DateTime
    project: Project
    defaultArtifactType: ArtifactType!
    tags: TagConnection!
    aliases(first: Int, after: String): ArtifactAliasConnection!
    artifacts(first: Int, after: String, order: String, filters: JSONString): VersionedArtifactConnection
    artifactMembership(aliasName: String!): ArtifactCollectionMembership
  }

  enum ArtifactCollectionState {
    READY
    DELETED
  }

  enum ArtifactCollectionType {
    SEQUENCE
    PORTFOLIO
  }

  type ArtifactCollectionConnection {
    totalCount: Int!
    pageInfo: PageInfo!
    edges: [ArtifactCollectionEdge!]!
  }

  type ArtifactCollectionEdge {
    node: ArtifactCollection
  }

  type ArtifactCollectionMembership {
    id: ID!
    versionIndex: Int
    createdAt: DateTime!
    aliases: [ArtifactAlias!]!
    artifactCollection: ArtifactCollection
    artifact: Artifact
    files(names: [String!], first: Int, after: String): FileConnection
  }

  type ArtifactCollectionMembershipConnection {
    pageInfo: PageInfo!
    edges: [ArtifactCollectionMembershipEdge!]!
  }

  type ArtifactCollectionMembershipEdge {
    node: ArtifactCollectionMembership
  }

  type ArtifactAlias {
    id: ID!
    alias: String!
    artifactCollection: ArtifactCollection
  }

  type ArtifactAliasConnection {
    pageInfo: PageInfo!
    edges: [ArtifactAliasEdge!]!
  }

  type ArtifactAliasEdge {
    node: ArtifactAlias
  }

  type Tag {
    id: ID!
    name: String!
  }

  type TagConnection {
    edges: [TagEdge!]!
  }

  type TagEdge {
    node: Tag!
  }

  enum ArtifactState {
    PENDING
    COMMITTED
    DELETED
  }

  type Artifact {
    id: ID!
    artifactSequence: ArtifactSequence!
    artifactType: ArtifactType!
    versionIndex: Int
    state: ArtifactState!
    digest: String!
    digestAlgorithm: ArtifactDigestAlgorithm
    commitHash: String
    size: Int64!
    fileCount: Int!
    description: String
    metadata: JSONString
    historyStep: Int64
    ttlDurationSeconds: Int64!
    ttlIsInherited: Boolean!
    createdAt: DateTime!
    updatedAt: DateTime
    tags: [Tag!]!
    aliases: [ArtifactAlias!]!
    artifactMemberships(first: Int, after: String): ArtifactCollectionMembershipConnection!
    createdBy: ArtifactCreator
    usedBy: RunConnection!
    currentManifest: ArtifactManifest
    files(names: [String!], first: Int, after: String): FileConnection
    filesByManifestEntries(
      entries: [ArtifactManifestEntryInput!]
      storageLayout: String!
      manifestVersion: String!
      storageRegion: String
    ): FileConnection
  }

  union ArtifactCreator = Run | User

  type ArtifactConnection {
    totalCount: Int!
    pageInfo: PageInfo!
    edges: [ArtifactEdge!]!
  }

  type ArtifactEdge {
    node: Artifact
  }

  type VersionedArtifactConnection {
    totalCount: Int!
    pageInfo: PageInfo!
    edges: [VersionedArtifactEdge!]!
  }

  type VersionedArtifactEdge {
    version: String!
    node: Artifact!
  }

  type ArtifactManifest {
    id: ID!
    file: File!
  }

  input ArtifactManifestEntryInput {
    name: String!
    digest: String!
    birthArtifactID: ID
    ref: String
    size: Int64
  }

  extend type Entity {
    xxhashDigestsEnabled: Boolean
  }

  extend type File {
    storagePath: String
    artifact: Artifact
    uploadMultipartUrls: UploadMultipartUrls
  }

  type UploadMultipartUrls {
    uploadID: String!
    uploadUrlParts: [UploadUrlPart!]!
  }

  type UploadUrlPart {
    partNumber: Int64!
    uploadUrl: String!
  }

  enum ArtifactDigestAlgorithm {
    MANIFEST_MD5
    MANIFEST_XXH128
  }

  "An object {artifactCollectionName alias}, or, from older clients, the bare alias."
  scalar ArtifactAliasInput
`;
