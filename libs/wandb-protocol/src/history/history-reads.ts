import { Injectable } from '@nestjs/common';
import { ClickHouse, HistoryView } from '@runstead/clickhouse';
import type { Run } from '@runstead/run-domain';
import { MetricKeyQueries } from '@runstead/run-queries';
import { lastValues, sampledRows, stepBounds, type RowSource } from './history.sql';

/** 64-bit edges as text: they are beyond what a number holds. */
const FIRST_STEP = '-9223372036854775808';
const LAST_STEP = '9223372036854775807';
/** No answer holds more rows than this. */
export const MAX_ROWS = 100_000;

export interface RowWindow {
  readonly samples: number;
  /** Inclusive, both; null is open. */
  readonly minStep: number | null;
  readonly maxStep: number | null;
  /** Keys that a row must have. Rows that only look as if may be among the answer. */
  readonly keys?: readonly string[];
}

export interface LoggedRow {
  readonly step: number;
  /** The line as it was sent, or as edits of the history show it. */
  readonly row: string;
}

export interface LastValue {
  readonly key: string;
  readonly kind: string;
  /** Null when the key never was a number. */
  readonly value: number | null;
  readonly count: number;
}

/** Rows of a run as the query API reads them. */
@Injectable()
export class HistoryReads {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly keys: MetricKeyQueries,
  ) {}

  /** In the order of steps. */
  async rows(run: Run, window: RowWindow, source: RowSource = 'history'): Promise<LoggedRow[]> {
    const bounded = window.minStep !== null && window.maxStep !== null;
    const samples = Math.min(Math.max(window.samples, 1), MAX_ROWS);
    const view = source === 'history' ? await this.view(run) : HistoryView.none;
    const mentions = mentionsOf(window.keys ?? [], (key) => view.loggedNames(run.runId, key));
    const texts = Object.fromEntries(mentions.map((names, index) => [`mention${index}`, names]));
    const rows = await this.clickHouse.query<{ step: string; row: string; by: string; place: string }>(
      sampledRows(source, mentions.length, bounded, view),
      {
        ...view.params,
        ...ofRun(run),
        from: bound(window.minStep, FIRST_STEP),
        to: bound(window.maxStep, LAST_STEP),
        samples,
        ...texts,
      },
    );
    return rows.slice(0, samples).map(({ step: told, row, by, place }) => {
      const step = Number(told);
      return { step, row: view.row(run.runId, { row, step, writer: by, ver: place }) };
    });
  }

  /** Null while nothing was logged. */
  async steps(run: Run): Promise<{ first: number; last: number; lines: number } | null> {
    const view = await this.view(run);
    const [bounds] = await this.clickHouse.query<{ first: string; last: string; lines: string }>(stepBounds(view), {
      ...view.params,
      ...ofRun(run),
    });
    if (!bounds || Number(bounds.lines) === 0) return null;
    return { first: Number(bounds.first), last: Number(bounds.last), lines: Number(bounds.lines) };
  }

  async lastValues(run: Run): Promise<LastValue[]> {
    const view = await this.view(run);
    const params = { ...view.params, ...ofRun(run) };
    const rows = await this.clickHouse.query<{ key: string; kind: string; last: string; points: string }>(lastValues(view), params);
    const shown = view.thinnedRuns.length > 0 ? await this.shownKeys(run) : null;
    return rows
      .filter(({ key }) => !shown || key.startsWith('_') || shown.has(key))
      .map(({ key, kind, last, points }) => ({
        key,
        kind,
        value: Number(points) === 0 ? null : numberOf(last),
        count: Number(points),
      }));
  }

  private view({ projectId, runId }: Run): Promise<HistoryView> {
    return HistoryView.of(this.clickHouse, projectId, [runId]);
  }

  /** Of a run of which rows are hidden: keys that a row still shows. */
  private async shownKeys({ projectId, runId }: Run): Promise<ReadonlySet<string>> {
    const { keys } = await this.keys.ofRun(projectId, runId, 'history');
    return new Set(keys.map(({ key }) => key));
  }
}

function ofRun({ projectId, runId }: Run): { project: string; run: string } {
  return { project: projectId, run: runId };
}

function bound(step: number | null, open: string): string {
  return step === null || !Number.isSafeInteger(step) ? open : String(step);
}

/** As ClickHouse writes them. */
function numberOf(text: string): number {
  if (text.endsWith('inf')) return text.startsWith('-') ? -Infinity : Infinity;
  return text === 'nan' ? NaN : Number(text);
}

/**
 * Texts of which a row with these keys holds one each, in any spelling: the last part of a nested key, with its closing quote. A
 * key with characters that may be escaped is not looked for.
 */
function mentionsOf(keys: readonly string[], loggedNames: (key: string) => readonly string[]): string[][] {
  const wanted = [...new Set(keys)].filter((key) => !key.startsWith('_')).map(loggedNames);
  const plain = wanted.filter((names) => names.length > 0 && names.every((name) => /^[A-Za-z0-9_./ -]+$/.test(name)));
  return plain.map((names) => names.map((name) => `${name.split('.').at(-1)!}"`)).filter((texts) => !texts.includes('"'));
}
