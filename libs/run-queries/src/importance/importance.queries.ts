import { Injectable } from '@nestjs/common';
import { importanceQuerySchema, LIMITS, type Importance, type ImportanceQuery, type RunTableRow } from '@runstead/ui-contract';
import { RunFieldsQueries } from '../run-table/run-fields.queries';
import type { ProjectScope } from '../run-table/run-set.queries';
import { RunTableQueries } from '../run-table/run-table.queries';
import { correlation, forestImportance } from './forest-importance';
import { sampledParameters } from './sampled-parameters';

/** Fewer say nothing. */
const FEWEST = 10;
const ENDED = ['finished', 'failed', 'crashed', 'killed', 'preempted'];

/** Which parameters a result depends on. Its method throws `FilterRefusedError`. */
@Injectable()
export class ImportanceQueries {
  constructor(
    private readonly table: RunTableQueries,
    private readonly fields: RunFieldsQueries,
  ) {}

  async of(project: ProjectScope, query: ImportanceQuery): Promise<Importance> {
    const { target, parameters: asked, ...selection } = importanceQuerySchema.parse(query);
    const parameters = asked.length > 0 ? asked : await this.configFields(project);
    const ended = { field: 'state', op: 'in', value: ENDED } as const;
    const filter = selection.filter ? { and: [selection.filter, ended] } : ended;
    const runs = await this.runs(project, { ...selection, filter }, [target, ...parameters]);
    const measured = runs.filter(({ values }) => typeof values[target] === 'number');
    const results = Float64Array.from(measured, ({ values }) => Number(values[target]));
    const missing = whyNot(measured.length, results);
    if (missing !== null) return { runs: measured.length, missing, parameters: [] };
    const { columns, features } = sampledParameters(parameters, measured);
    const shares = await forestImportance({ columns, target: results }, features);
    const found = features.map(({ field, numbers }, i) => ({
      field,
      importance: shares[i] ?? 0,
      correlation: numbers ? correlation(numbers, results) : null,
    }));
    return { runs: measured.length, missing: null, parameters: found.sort((a, b) => b.importance - a.importance) };
  }

  private async configFields(project: ProjectScope): Promise<string[]> {
    const { fields } = await this.fields.fields(project, '', LIMITS.runFields);
    return fields
      .filter(({ group, runs }) => group === 'Config' && runs > 1)
      .sort((a, b) => b.runs - a.runs)
      .slice(0, LIMITS.importanceFields)
      .map(({ field }) => field);
  }

  private async runs(
    project: ProjectScope,
    selection: Pick<ImportanceQuery, 'filter' | 'search' | 'regex' | 'within' | 'except'>,
    columns: string[],
  ): Promise<RunTableRow[]> {
    const all: RunTableRow[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.table.page(project, { ...selection, columns, limit: LIMITS.runsPerPage, ...(cursor ? { cursor } : {}) });
      all.push(...page.runs);
      cursor = page.cursor;
    } while (cursor !== null && all.length < LIMITS.importanceRuns);
    return all;
  }
}

function whyNot(count: number, results: Float64Array): string | null {
  if (count < FEWEST) return `At least ${FEWEST} runs that have ended and have this result are needed; there are ${count}`;
  return results.every((value) => value === results[0]) ? 'The result is the same in every run' : null;
}
