import { z } from 'zod';
import { isJsonObject } from '../json/is-json-object';
import type { JsonObject, JsonValue } from '../json/json-value';
import { ARTIFACT_SCHEMAS } from './artifact-schemas';
import { HISTORY_EDIT_SCHEMAS } from './history-edit-schemas';
import type { LoggedEvent } from './run-event';
import { SWEEP_SCHEMAS } from './sweep-schemas';

const text = z.string();
const maybeText = text.nullable();
const nothing = z.object({});
const document = z.custom<JsonObject>((value) => isJsonObject(value as JsonValue));

const details = z.object({
  displayName: maybeText,
  notes: maybeText,
  tags: z.array(text).nullable(),
  group: maybeText,
  jobType: maybeText,
  commit: maybeText,
  host: maybeText,
  program: maybeText,
  repo: maybeText,
  sweep: maybeText,
});
const members = z.array(z.object({ username: text, role: z.enum(['owner', 'admin', 'member', 'viewer']) }));

/** What a projector may rely on. Checked on reading and never used to rebuild the data, so nothing is dropped. */
export const EVENT_SCHEMAS: { readonly [T in LoggedEvent['type']]: z.ZodType } = {
  ProjectCreated: z.object({ projectId: text, entity: text, name: text, description: maybeText }),
  RunCreated: z.object({
    runId: text,
    projectId: text,
    entity: text,
    project: text,
    name: text,
    displayName: text,
    ordinal: z.int(),
    author: text,
    stub: z.boolean(),
  }),
  RunDetailsChanged: z.object({ changes: details.partial() }),
  RunConfigChanged: z.object({ config: document, merge: z.boolean() }),
  RunSummaryEdited: z.object({ summary: document }),
  RunEnvironmentReported: z.object({ environment: document }),
  RunFinished: z.object({ exitCode: z.int(), evidence: text.optional() }),
  RunStopRequested: nothing,
  RunPreempting: nothing,
  RunHeartbeatLost: z.object({ lastSeen: z.number(), limitSeconds: z.number() }),
  RunStarted: z.object({ evidence: z.enum(['announced', 'heartbeat', 'lines']) }),
  RunRevived: z.object({ evidence: z.enum(['heartbeat', 'lines', 'resume']) }),
  RunRewound: z.object({ step: z.number(), generation: z.int(), historyLines: z.int(), hiddenLines: z.int(), summary: document }),
  RunForked: z.object({ originRunId: text, originName: text, step: z.number(), historyLines: z.int(), summary: document }),
  RunDeleted: nothing,
  RunRestored: nothing,
  RunFileStored: z.object({ name: text, size: z.number(), md5: text, objectKey: text, contentType: text }),
  RunFileDeleted: z.object({ name: text }),
  RunAlertRaised: z.object({ title: text, text, severity: z.enum(['INFO', 'WARN', 'ERROR']) }),
  UserSaved: z.object({
    userId: text,
    username: text,
    email: maybeText.optional(),
    admin: z.boolean().optional(),
    passwordHash: maybeText.optional(),
  }),
  UserRemoved: z.object({ username: text }),
  ApiKeyAdded: z.object({ keyId: text, username: text, name: text, sha256: text, lastFour: text }),
  ApiKeyRevoked: z.object({ keyId: text, username: text }),
  TeamSaved: z.object({ name: text, members }),
  CustomChartSaved: z.object({
    chartId: text,
    entity: text,
    name: text,
    displayName: text,
    kind: text,
    access: z.enum(['PRIVATE', 'PUBLIC']),
    spec: document,
  }),
  WorkspaceSaved: z.object({ username: text, projectId: text, revision: z.int(), document }),
  ViewSaved: z.object({ viewId: text, projectId: text, revision: z.int(), name: text, document }),
  ViewRemoved: z.object({ viewId: text, projectId: text }),
  ...HISTORY_EDIT_SCHEMAS,
  ...ARTIFACT_SCHEMAS,
  ...SWEEP_SCHEMAS,
};
