import { Injectable } from '@nestjs/common';
import { ClickHouse, HistoryView, RowBinaryReader, type QueryParams } from '@runstead/clickhouse';
import { type JsonValue, parseJson, toPlainJson } from '@runstead/run-domain';
import { LIMITS, type MediaAtStep, type MediaSteps } from '@runstead/ui-contract';
import { mediaAt, mediaSteps } from './sql/media.sql';

type JsonObject = { readonly [key: string]: JsonValue };

/** A key with more dots is taken as it is written: nobody nests media this deep. */
const DEEPEST = 16;

/** What a media panel steps through. `key` as metric keys name it: nested keys are joined by dots. */
@Injectable()
export class MediaQueries {
  constructor(private readonly clickHouse: ClickHouse) {}

  /** Steps at which something was logged under the key. */
  async steps(projectId: string, runId: string, key: string): Promise<MediaSteps> {
    const { reader, shownRow } = await this.read(projectId, runId, key, mediaSteps, { limit: LIMITS.mediaSteps });
    const steps = new Set<number>();
    while (!reader.atEnd) {
      const step = Number(reader.int64());
      const row = reader.string();
      const unread = shownRow(row, step);
      if (row === '' || mediaOf(unread, key) !== null) steps.add(step);
    }
    return { steps: [...steps] };
  }

  /** What was logged last at exactly this step; a null value when that is nothing. */
  async at(projectId: string, runId: string, key: string, step: number): Promise<MediaAtStep> {
    const { reader, shownRow } = await this.read(projectId, runId, key, mediaAt, { step });
    while (!reader.atEnd) {
      const time = Number(reader.int64());
      const value = mediaOf(shownRow(reader.string(), step), key);
      if (value !== null) return { step, time, value };
    }
    return { step, time: 0, value: null };
  }

  private async read(
    projectId: string,
    runId: string,
    key: string,
    statement: (parts: number, shown: HistoryView) => string,
    more: QueryParams,
  ): Promise<{ reader: RowBinaryReader; shownRow: (row: string, step: number) => string }> {
    const view = await HistoryView.of(this.clickHouse, projectId, [runId]);
    const dotted = key.split('.');
    const path = dotted.length > DEEPEST ? [key] : dotted;
    const parts = Object.fromEntries(path.map((part, i) => [`part${i}`, part]));
    const sql = statement(path.length, view);
    const params = { ...view.params, ...parts, ...more, project: projectId, run: runId, key };
    const reader = new RowBinaryReader(await this.clickHouse.queryBytes(sql, 'RowBinary', params));
    /** Reads the rest of the row, which tells how edits are to be applied. */
    const shownRow = (row: string, step: number): string => {
      const writer = reader.string();
      const ver = reader.uint64().toString();
      return row === '' ? row : view.row(runId, { row, step, writer, ver });
    };
    return { reader, shownRow };
  }
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under `key` itself or, when there is none, under the path that its dots name. */
function mediaOf(row: string, key: string): Record<string, unknown> | null {
  const parsed = parseJson(row);
  if (!isObject(parsed)) return null;
  let found: JsonValue | undefined = own(parsed, key);
  if (found === undefined) {
    found = parsed;
    for (const part of key.split('.')) found = isObject(found) ? own(found, part) : undefined;
  }
  return isObject(found) ? (toPlainJson(found) as Record<string, unknown>) : null;
}

const own = (object: JsonObject, key: string): JsonValue | undefined => (Object.hasOwn(object, key) ? object[key] : undefined);
