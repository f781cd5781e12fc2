import type { JsonValue } from '../json/json-value';
import type { LoggedEvent } from './run-event';

/** Lifts `data` from one version to the next. Pure; stored bytes are never rewritten. */
export type Upcaster = (data: JsonValue) => JsonValue;

/**
 * Every event type with its upcasters: the first lifts version 1 to 2, and so on; the current version is one more
 * than their number. A new version needs an upcaster here and a golden file in `golden/`.
 */
export const UPCASTERS: { readonly [T in LoggedEvent['type']]: readonly Upcaster[] } = {
  ProjectCreated: [],
  RunCreated: [],
  RunDetailsChanged: [],
  RunConfigChanged: [],
  RunSummaryEdited: [],
  RunEnvironmentReported: [],
  RunFinished: [],
  RunStopRequested: [],
  RunPreempting: [],
  RunHeartbeatLost: [],
  RunStarted: [],
  RunRevived: [],
  RunRewound: [],
  RunForked: [],
  RunDeleted: [],
  RunRestored: [],
  RunFileStored: [],
  RunFileDeleted: [],
  RunAlertRaised: [],
  MetricRenamed: [],
  MetricRemoved: [],
  StepsEdited: [],
  RunsMerged: [],
  HistoryEditUndone: [],
  UserSaved: [],
  UserRemoved: [],
  ApiKeyAdded: [],
  ApiKeyRevoked: [],
  TeamSaved: [],
  CustomChartSaved: [],
  WorkspaceSaved: [],
  ViewSaved: [],
  ViewRemoved: [],
  ArtifactTypeCreated: [],
  ArtifactCollectionCreated: [],
  ArtifactCollectionChanged: [],
  ArtifactCollectionDeleted: [],
  ArtifactCreated: [],
  ArtifactClientMapped: [],
  ArtifactManifestDeclared: [],
  ArtifactManifestStored: [],
  ArtifactBlobStored: [],
  ArtifactContentsCondemned: [],
  ArtifactContentsSpared: [],
  ArtifactContentsRemoved: [],
  ArtifactCommitted: [],
  ArtifactRunRelated: [],
  ArtifactChanged: [],
  ArtifactAliasesChanged: [],
  ArtifactLinked: [],
  ArtifactUnlinked: [],
  ArtifactDeleted: [],
  SweepCreated: [],
  SweepChanged: [],
  SweepDeleted: [],
  SweepAgentRegistered: [],
  SweepRunAssigned: [],
};

export function isEventType(type: string): type is LoggedEvent['type'] {
  return Object.hasOwn(UPCASTERS, type);
}

/** The version that commands write today. */
export function currentVersion(type: LoggedEvent['type']): number {
  return UPCASTERS[type].length + 1;
}
