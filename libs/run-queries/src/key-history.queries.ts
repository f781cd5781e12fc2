import { Injectable } from '@nestjs/common';
import { isJsonObject, parseJson, toPlainJson } from '@runstead/run-domain';
import type { KeyHistory } from '@runstead/ui-contract';
import { HistoryQueries } from './history.queries';

export interface KeyHistoryPage {
  readonly key: string;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
}

/** What a run logged under one key: the steps of a media panel are these, and no others. */
@Injectable()
export class KeyHistoryQueries {
  constructor(private readonly history: HistoryQueries) {}

  async page(projectId: string, runId: string, { key, from, to, limit }: KeyHistoryPage): Promise<KeyHistory> {
    const steps = { ...(from === undefined ? {} : { minStep: from }), ...(to === undefined ? {} : { maxStep: to }) };
    // One more: a full page ends before a step whose other lines may be on the next.
    const lines = await this.history.rowsWithKey(projectId, runId, key, { ...steps, limit: limit + 1 });
    const byStep = new Map<number, KeyHistory['rows'][number]>();
    for (const { step, time, row } of lines) {
      const document = parseJson(row);
      const value = isJsonObject(document) ? document[key] : undefined;
      if (value !== undefined) byStep.set(step, { step, time, value: toPlainJson(value) });
    }
    const rows = [...byStep.values()];
    const last = lines.at(-1);
    if (lines.length <= limit || !last) return { rows, next: null };
    // Every line of the page may be of one step: then it is told as it is, and the next page is of the steps after it.
    const whole = rows.filter(({ step }) => step < last.step);
    return whole.length > 0 ? { rows: whole, next: last.step } : { rows, next: last.step + 1 };
  }
}
