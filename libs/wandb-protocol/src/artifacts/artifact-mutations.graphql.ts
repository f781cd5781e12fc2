/** Artifacts as they are written and changed (protocol, artifacts, appendix A). */
export const artifactMutationTypes = /* GraphQL */ `
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
