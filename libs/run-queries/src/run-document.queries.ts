import { Injectable } from '@nestjs/common';
import { SqlPool } from '@runstead/postgres';
import {
  type JsonObject,
  type JsonValue,
  customCharts,
  editedSummary,
  historyEditsOf,
  metricDefinitions,
  parseJson,
  toPlainJson,
} from '@runstead/run-domain';
import type { RunDocument } from '@runstead/ui-contract';
import { sql } from 'kysely';
import { objectOf } from './hardware-text';
import { environmentFields, environmentOf } from './run-environment';
import { LastHeartbeats } from './last-heartbeats';
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
  readonly history_edits: string;
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
    private readonly heartbeats: LastHeartbeats,
  ) {}

  /** Null for an unknown run; a deleted one has `deletedAt`. */
  async document(runId: string): Promise<RunDocument | null> {
    const { rows } = await sql<DocumentRecord>`
      SELECT ${runRowColumns}, r.notes, r.exit_code, r.deleted_at, r.config, r.environment, r.timeline, r.history_edits, r.commit_sha, r.host, r.program,
        r.repo, r.sweep, (SELECT s.summary FROM run_summaries s WHERE s.run_id = r.run_id) AS summary
      FROM runs r WHERE r.run_id = ${runId}`.execute(this.pool.db);
    const [record] = rows;
    if (!record) return null;
    return toDocument(record, await this.heartbeats.of([record]));
  }

  /** State changes, oldest first; null for an unknown run. */
  async timeline(runId: string): Promise<Timeline | null> {
    const row = await this.pool.db.selectFrom('runs').select('timeline').where('run_id', '=', runId).executeTakeFirst();
    return row ? toTimeline(row.timeline) : null;
  }
}

function toDocument(record: DocumentRecord, heartbeats: ReadonlyMap<string, number>): RunDocument {
  const config = objectOf(parseJson(record.config));
  const environment = environmentOf(objectOf(parseJson(record.environment)), config);
  const summary = editedSummary(objectOf(parseJson(record.summary ?? '{}')), historyEditsOf(record.history_edits));
  return {
    ...toRunRow(record, heartbeats),
    entity: record.entity,
    project: record.project,
    notes: record.notes,
    privacy: 'private',
    exitCode: record.exit_code,
    deletedAt: record.deleted_at?.getTime() ?? null,
    config: plainRecord(configValues(config)),
    summary: plainRecord(summary),
    environment: plainRecord(environment),
    ...environmentFields(environment, config, {
      host: record.host,
      program: record.program,
      repo: record.repo,
      commit: record.commit_sha,
    }),
    sweep: record.sweep,
    timeline: toTimeline(record.timeline),
    metrics: metricDefinitions(config).map((definition) => ({ ...definition, summary: [...definition.summary] })),
    charts: customCharts(config).map((chart) => ({ ...chart, fields: { ...chart.fields }, texts: { ...chart.texts } })),
    startedAt: startOf(environment) ?? startOfRows(summary),
    lastLoggedAt: lastLogged(summary),
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

/** As the script's own machine tells it (protocol 9.4, 12). */
function startOf(environment: JsonObject): number | null {
  const text = environment['startedAt'];
  const time = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time;
}

/** Where no environment came: the old `wandb sync` of client 0.26 sends none, and its rows are older than the run here (protocol 12). */
function startOfRows(summary: JsonObject): number | null {
  const runtime = summary['_runtime'];
  const last = lastLogged(summary);
  return last === null || typeof runtime !== 'number' || runtime < 0 || runtime * 1000 > last ? null : last - Math.round(runtime * 1000);
}

/** `_timestamp` is in seconds. */
function lastLogged(summary: JsonObject): number | null {
  const seconds = summary['_timestamp'];
  return typeof seconds === 'number' && seconds > 0 && seconds < 4e9 ? Math.round(seconds * 1000) : null;
}

function plainRecord(object: JsonObject): Record<string, unknown> {
  return toPlainJson(object) as Record<string, unknown>;
}

function toTimeline(text: string): Timeline {
  return toPlainJson(parseJson(text)) as Timeline;
}
