import { Injectable } from '@nestjs/common';
import { ClickHouse, RowCuts } from '@runstead/clickhouse';
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
  /** The line as it was sent. */
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
    const mentions = mentionsOf(window.keys ?? []);
    const texts = Object.fromEntries(mentions.map((text, index) => [`mention${index}`, text]));
    const bounded = window.minStep !== null && window.maxStep !== null;
    const samples = Math.min(Math.max(window.samples, 1), MAX_ROWS);
    const cuts = source === 'history' ? await this.cuts(run) : RowCuts.none;
    const rows = await this.clickHouse.query<{ step: string; row: string }>(
      sampledRows(source, mentions.length, bounded, cuts.and('newest')),
      {
        ...cuts.params,
        ...ofRun(run),
        from: bound(window.minStep, FIRST_STEP),
        to: bound(window.maxStep, LAST_STEP),
        samples,
        ...texts,
      },
    );
    return rows.slice(0, samples).map(({ step, row }) => ({ step: Number(step), row }));
  }

  /** Null while nothing was logged. */
  async steps(run: Run): Promise<{ first: number; last: number; lines: number } | null> {
    const cuts = await this.cuts(run);
    const [bounds] = await this.clickHouse.query<{ first: string; last: string; lines: string }>(stepBounds(cuts.and('ver')), {
      ...cuts.params,
      ...ofRun(run),
    });
    if (!bounds || Number(bounds.lines) === 0) return null;
    return { first: Number(bounds.first), last: Number(bounds.last), lines: Number(bounds.lines) };
  }

  async lastValues(run: Run): Promise<LastValue[]> {
    const cuts = await this.cuts(run);
    const params = { ...cuts.params, ...ofRun(run) };
    const rows = await this.clickHouse.query<{ key: string; kind: string; last: string; points: string }>(
      lastValues(cuts.and('ord')),
      params,
    );
    const shown = cuts.runIds.length > 0 ? await this.shownKeys(run) : null;
    return rows
      .filter(({ key }) => !shown || key.startsWith('_') || shown.has(key))
      .map(({ key, kind, last, points }) => ({
        key,
        kind,
        value: Number(points) === 0 ? null : numberOf(last),
        count: Number(points),
      }));
  }

  private cuts({ projectId, runId }: Run): Promise<RowCuts> {
    return RowCuts.of(this.clickHouse, projectId, [runId]);
  }

  /** Of a run that was rewound: keys that a row still shows. */
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
 * Text that a row with these keys holds in any spelling: the last part of a nested key, with its closing quote. A key
 * with characters that may be escaped is not looked for.
 */
function mentionsOf(keys: readonly string[]): string[] {
  const plain = [...new Set(keys)].filter((key) => /^[A-Za-z0-9_./ -]+$/.test(key) && !key.startsWith('_'));
  return plain.map((key) => `${key.split('.').at(-1)!}"`).filter((text) => text !== '"');
}
