import { Injectable } from '@nestjs/common';
import { HeartbeatStore } from '@runstead/heartbeats';
import { SqlPool } from '@runstead/postgres';
import { type JsonObject, type JsonValue, parseJson, toPlainJson } from '@runstead/run-domain';
import type { RunDocument } from '@runstead/ui-contract';
import { sql } from 'kysely';
import { objectOf } from './hardware-text';
import { environmentFields, environmentOf } from './run-environment';
import { type RunRowRecord, runRowColumns, toRunRow } from './run-row';

type Timeline = RunDocument['timeline'];

interface DocumentRecord extends RunRowRecord {
  readonly notes: string | null;
  readonly exit_code: number | null;
  readonly deleted_at: Date | null;
  readonly config: string;
  readonly environment: string;
  readonly summary: string | null;
  readonly timeline: string;
  readonly commit_sha: string | null;
  readonly host: string | null;
  readonly program: string | null;
  readonly repo: string | null;
  readonly sweep: string | null;
}

/** Everything about one run, for its page. */
@Injectable()
export class RunDocumentQueries {
  constructor(
    private readonly pool: SqlPool,
    private readonly heartbeats: HeartbeatStore,
  ) {}

  /** Null for an unknown run; a deleted one has `deletedAt`. */
  async document(runId: string): Promise<RunDocument | null> {
    const { rows } = await sql<DocumentRecord>`
      SELECT ${runRowColumns}, r.notes, r.exit_code, r.deleted_at, r.config, r.environment, r.timeline, r.commit_sha, r.host, r.program,
        r.repo, r.sweep, (SELECT s.summary FROM run_summaries s WHERE s.run_id = r.run_id) AS summary
      FROM runs r WHERE r.run_id = ${runId}`.execute(this.pool.db);
    const [record] = rows;
    if (!record) return null;
    const document = toDocument(record);
    const heard = document.state === 'running' ? await this.lastSeen(runId) : 0;
    return { ...document, lastHeartbeatAt: Math.max(heard, document.lastHeartbeatAt ?? 0) || null };
  }

  /** Best effort: a store of heartbeats that does not answer never hides a run. */
  private async lastSeen(runId: string): Promise<number> {
    return (await this.heartbeats.lastSeen(runId).catch(() => null)) ?? 0;
  }

  /** State changes, oldest first; null for an unknown run. */
  async timeline(runId: string): Promise<Timeline | null> {
    const row = await this.pool.db.selectFrom('runs').select('timeline').where('run_id', '=', runId).executeTakeFirst();
    return row ? toTimeline(row.timeline) : null;
  }
}

function toDocument(record: DocumentRecord): RunDocument {
  const config = objectOf(parseJson(record.config));
  const environment = environmentOf(objectOf(parseJson(record.environment)), config);
  return {
    ...toRunRow(record),
    entity: record.entity,
    project: record.project,
    notes: record.notes,
    privacy: 'private',
    exitCode: record.exit_code,
    deletedAt: record.deleted_at?.getTime() ?? null,
    config: plainRecord(configValues(config)),
    summary: plainRecord(objectOf(parseJson(record.summary ?? '{}'))),
    environment: plainRecord(environment),
    ...environmentFields(environment, config, {
      host: record.host,
      program: record.program,
      repo: record.repo,
      commit: record.commit_sha,
    }),
    sweep: record.sweep,
    // Of the newest stored lines; a post without lines is known to the heartbeats only.
    lastHeartbeatAt: record.heard_at?.getTime() ?? null,
    timeline: toTimeline(record.timeline),
  };
}

/** The document keeps each value in `{value}` (protocol 4.4); the client's own key is not a person's business. */
function configValues(config: JsonObject): JsonObject {
  const values: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const [key, wrapper] of Object.entries(config)) {
    if (key === '_wandb') continue;
    const inner = objectOf(wrapper);
    values[key] = 'value' in inner ? (inner['value'] ?? null) : wrapper;
  }
  return values;
}

function plainRecord(object: JsonObject): Record<string, unknown> {
  return toPlainJson(object) as Record<string, unknown>;
}

function toTimeline(text: string): Timeline {
  return toPlainJson(parseJson(text)) as Timeline;
}
