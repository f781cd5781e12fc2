import { Injectable } from '@nestjs/common';
import { isJsonObject, parseJson, toPlainJson, type JsonValue, type Run } from '@runstead/run-domain';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import { CatalogReads } from '../resolvers/catalog-reads';
import { HistoryReads, MAX_ROWS, type LastValue } from './history-reads';
import { chosenKeys, rowText, wholeRow } from './history-row';
import { sampleSpec } from './sample-spec';

const DEFAULT_SAMPLES = 500;

interface Window {
  readonly samples?: number | null;
  readonly minStep?: number | null;
  readonly maxStep?: number | null;
}

/** Rows of a run (protocol 11.2; public API 9 and 10). */
@Injectable()
export class HistoryResolvers {
  constructor(
    private readonly history: HistoryReads,
    private readonly catalog: CatalogReads,
  ) {}

  readonly resolvers: ResolverMap = {
    Run: {
      history: ((run, window) => this.page(run, window)) satisfies Resolver<Run, Window>,
      events: ((run, { samples }) => this.events(run, samples)) satisfies Resolver<Run, Window>,
      sampledHistory: ((run, { specs }) => Promise.all(specs.map((spec) => this.sampled(run, spec)))) satisfies Resolver<
        Run,
        { specs: readonly string[] }
      >,
      parquetHistory: ((run) => this.parquet(run)) satisfies Resolver<Run, unknown>,
      historyKeys: ((run) => this.keys(run)) satisfies Resolver<Run, unknown>,
    },
  };

  /** `maxStep` is exclusive here. A window that is no wider than `samples` is answered whole: scans rely on it. */
  private async page(run: Run, { samples, minStep, maxStep }: Window): Promise<string[]> {
    const limit = samples ?? (maxStep === null || maxStep === undefined ? DEFAULT_SAMPLES : MAX_ROWS);
    const window = { samples: limit, minStep: minStep ?? null, maxStep: typeof maxStep === 'number' ? maxStep - 1 : null };
    return (await this.history.rows(run, window)).map(rowText);
  }

  private async events(run: Run, samples: number | null | undefined): Promise<string[]> {
    const window = { samples: samples ?? DEFAULT_SAMPLES, minStep: null, maxStep: null };
    return (await this.history.rows(run, window, 'system')).map(({ row }) => row);
  }

  /** Rows with all of the keys, and nothing else in them; `maxStep` is inclusive. */
  private async sampled(run: Run, text: string): Promise<Record<string, unknown>[]> {
    const spec = sampleSpec(text);
    const rows = await this.history.rows(run, spec);
    if (spec.keys.length === 0) return rows.map(wholeRow);
    return rows.map((row) => chosenKeys(row, spec.keys)).filter((row) => row !== null);
  }

  /** There are no exported files: everything from the first step on is live. */
  private async parquet(run: Run): Promise<{ parquetUrls: string[]; liveData: { _step: number }[] }> {
    const steps = await this.history.steps(run);
    return { parquetUrls: [], liveData: steps ? [{ _step: steps.first }] : [] };
  }

  /** Null while nothing was logged. Scans stop at `lastStep`; `wandb verify` compares `previousValue`. */
  private async keys(run: Run): Promise<unknown> {
    const steps = await this.history.steps(run);
    if (!steps) return null;
    const [values, summary] = await Promise.all([this.history.lastValues(run), this.catalog.summary(run.runId)]);
    const described = values.map((value) => [value.key, describe(value, summaryValue(summary, value.key))] as const);
    const step = { typeCounts: [{ type: 'number', count: steps.lines }], monotonic: true, previousValue: steps.last };
    return toPlainJson({ sets: [], lastStep: steps.last, keys: { ...Object.fromEntries(described), _step: step } });
  }
}

function describe(value: LastValue, latest: JsonValue): { [key: string]: JsonValue } {
  return { typeCounts: [{ type: value.kind, count: value.count }], monotonic: false, previousValue: value.value ?? latest };
}

/** What is no number is not among the points: its newest value is the summary's. */
function summaryValue(summary: string, key: string): JsonValue {
  const document = parseJson(summary);
  return isJsonObject(document) ? (document[key] ?? null) : null;
}
