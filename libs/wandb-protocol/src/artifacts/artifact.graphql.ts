/** Artifacts (protocol reference, artifacts, appendix A). */
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

  extend type Mutation {
    createArtifactType(input: CreateArtifactTypeInput!): CreateArtifactTypePayload
    createArtifact(input: CreateArtifactInput!): CreateArtifactPayload
    createArtifactManifest(input: CreateArtifactManifestInput!): ArtifactManifestPayload
    updateArtifactManifest(input: UpdateArtifactManifestInput!): ArtifactManifestPayload
    createArtifactFiles(input: CreateArtifactFilesInput!): CreateArtifactFilesPayload
    completeMultipartUploadArtifact(input: CompleteMultipartUploadArtifactInput!): CompleteMultipartUploadArtifactPayload
    commitArtifact(input: CommitArtifactInput!): ArtifactPayload
    useArtifact(input: UseArtifactInput!): ArtifactPayload
    updateArtifact(input: UpdateArtifactInput!): ArtifactPayload
    deleteArtifact(input: DeleteArtifactInput!): ArtifactPayload
    addAliases(input: AddAliasesInput!): ResultPayload
    deleteAliases(input: DeleteAliasesInput!): ResultPayload
    linkArtifact(input: LinkArtifactInput!): LinkArtifactPayload
    unlinkArtifact(input: UnlinkArtifactInput!): ResultPayload
    updateArtifactSequence(input: UpdateArtifactSequenceInput!): ArtifactCollectionPayload
    updateArtifactPortfolio(input: UpdateArtifactPortfolioInput!): ArtifactCollectionPayload
    moveArtifactSequence(input: MoveArtifactSequenceInput!): ArtifactCollectionPayload
    deleteArtifactSequence(input: DeleteArtifactSequenceInput!): ArtifactCollectionPayload
    deleteArtifactPortfolio(input: DeleteArtifactPortfolioInput!): ArtifactCollectionPayload
    createArtifactCollectionTagAssignments(input: CreateArtifactCollectionTagAssignmentsInput!): CollectionTagsPayload
    deleteArtifactCollectionTagAssignments(input: DeleteArtifactCollectionTagAssignmentsInput!): ResultPayload
  }

  type ResultPayload {
    success: Boolean!
  }

  type ArtifactPayload {
    artifact: Artifact!
  }

  type ArtifactCollectionPayload {
    artifactCollection: ArtifactCollection!
  }

  type CollectionTagsPayload {
    tags: [Tag!]!
  }

  input CreateArtifactTypeInput {
    entityName: String!
    projectName: String!
    name: String!
    description: String
  }

  type CreateArtifactTypePayload {
    artifactType: ArtifactType!
  }

  enum ArtifactDigestAlgorithm {
    MANIFEST_MD5
    MANIFEST_XXH128
  }

  "An object {artifactCollectionName alias}, or, from older clients, the bare alias."
  scalar ArtifactAliasInput

  input TagInput {
    tagName: String!
    tagCategoryName: String
    attributes: JSONString
  }

  input CreateArtifactInput {
    entityName: String!
    projectName: String!
    runName: String
    artifactTypeName: String!
    artifactCollectionName: String
    artifactCollectionNames: [String!]
    digest: String!
    digestAlgorithm: ArtifactDigestAlgorithm!
    enableDigestDeduplication: Boolean
    aliases: [ArtifactAliasInput!]
    tags: [TagInput!]
    description: String
    metadata: JSONString
    labels: JSONString
    ttlDurationSeconds: Int64
    historyStep: Int64
    distributedID: String
    clientID: ID
    sequenceClientID: ID
    storageRegion: String
    clientMutationId: String
  }

  type CreateArtifactPayload {
    artifact: Artifact!
  }

  enum ArtifactManifestType {
    FULL
    PATCH
    INCREMENTAL
  }

  input CreateArtifactManifestInput {
    artifactID: ID!
    baseArtifactID: ID
    name: String!
    digest: String!
    entityName: String!
    projectName: String!
    runName: String!
    type: ArtifactManifestType = FULL
  }

  input UpdateArtifactManifestInput {
    artifactManifestID: ID!
    digest: String
    baseArtifactID: ID
  }

  type ArtifactManifestPayload {
    artifactManifest: ArtifactManifest!
  }

  enum ArtifactStorageLayout {
    V1
    V2
  }

  input UploadPartsInput {
    partNumber: Int64!
    hexMD5: String!
  }

  input CreateArtifactFileSpecInput {
    artifactID: ID!
    artifactManifestID: ID
    name: String!
    md5: String
    digest: String
    mimetype: String
    uploadPartsInput: [UploadPartsInput!]
  }

  input CreateArtifactFilesInput {
    artifactFiles: [CreateArtifactFileSpecInput!]!
    storageLayout: ArtifactStorageLayout!
    digestAlgorithm: ArtifactDigestAlgorithm
    cloudRegionID: String
    clientMutationId: String
  }

  type CreateArtifactFilesPayload {
    files: FileConnection!
  }

  enum CompleteMultipartAction {
    Complete
  }

  input CompleteMultipartUploadArtifactInput {
    completeMultipartAction: CompleteMultipartAction!
    completedParts: [UploadPartsInput!]!
    artifactID: ID!
    storagePath: String!
    uploadID: String!
  }

  type CompleteMultipartUploadArtifactPayload {
    digest: String
  }

  input CommitArtifactInput {
    artifactID: ID!
  }

  input UseArtifactInput {
    entityName: String!
    projectName: String!
    runName: String!
    artifactID: ID!
    artifactEntityName: String
    artifactProjectName: String
    usedAs: String
    clientMutationId: String
  }

  input UpdateArtifactInput {
    artifactID: ID!
    description: String
    metadata: JSONString
    labels: JSONString
    aliases: [ArtifactAliasInput!]
    tagsToAdd: [TagInput!]
    tagsToDelete: [TagInput!]
    ttlDurationSeconds: Int64
    clientMutationId: String
  }

  input DeleteArtifactInput {
    artifactID: ID!
    deleteAliases: Boolean = false
    clientMutationId: String
  }

  input ArtifactCollectionAliasInput {
    entityName: String!
    projectName: String!
    artifactCollectionName: String!
    alias: String!
  }

  input AddAliasesInput {
    artifactID: ID!
    aliases: [ArtifactCollectionAliasInput!]!
    clientMutationId: String
  }

  input DeleteAliasesInput {
    artifactID: ID!
    aliases: [ArtifactCollectionAliasInput!]!
    clientMutationId: String
  }

  input LinkArtifactInput {
    artifactID: ID
    clientID: ID
    artifactPortfolioID: ID
    artifactPortfolioName: String
    entityName: String
    projectName: String
    aliases: [ArtifactAliasInput!]
    clientMutationId: String
  }

  type LinkArtifactPayload {
    versionIndex: Int
    artifactMembership: ArtifactCollectionMembership
  }

  input UnlinkArtifactInput {
    artifactID: ID!
    artifactPortfolioID: ID!
    clientMutationId: String
  }

  input UpdateArtifactSequenceInput {
    artifactSequenceID: ID!
    name: String
    description: String
    clientMutationId: String
  }

  input UpdateArtifactPortfolioInput {
    artifactPortfolioID: ID!
    name: String
    description: String
    clientMutationId: String
  }

  input MoveArtifactSequenceInput {
    artifactSequenceID: ID!
    destinationArtifactTypeName: String!
    clientMutationId: String
  }

  input DeleteArtifactSequenceInput {
    artifactSequenceID: ID!
  }

  input DeleteArtifactPortfolioInput {
    artifactPortfolioID: ID!
  }

  input CreateArtifactCollectionTagAssignmentsInput {
    entityName: String!
    projectName: String!
    artifactCollectionName: String!
    tags: [TagInput!]!
    clientMutationID: String
  }

  input DeleteArtifactCollectionTagAssignmentsInput {
    entityName: String!
    projectName: String!
    artifactCollectionName: String!
    tags: [TagInput!]!
    clientMutationID: String
  }
`;
