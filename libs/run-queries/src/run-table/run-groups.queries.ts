import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import { runGroupsQuerySchema, type RunGroup, type RunGroups, type RunGroupsQuery } from '@runstead/ui-contract';
import type { z } from 'zod';
import { RunNamesQueries } from '../run-names.queries';
import { Bindings } from '../filter/bindings';
import { filterSql } from '../filter/filter.sql';
import { parseRunField } from '../filter/parse-run-field';
import type { RunFilter } from '../filter/run-filter';
import { fieldValue } from './field-value';
import { groupFigures, groupPage, groupSource } from './groups.sql';
import { RunSetQueries, type ProjectScope } from './run-set.queries';
import { selectionFilter } from './selection-filter';

type Query = z.output<typeof runGroupsQuerySchema>;

interface GroupRow {
  readonly gid: string;
  readonly key: readonly (readonly [number, number | string, string])[];
  readonly runs: string;
  readonly first: string;
  readonly total: string;
  readonly matching: string;
}

interface FigureRow {
  readonly gid: string;
  readonly of: string;
  readonly key: string;
  readonly n: string;
  readonly mean: number;
  readonly sd: number;
  readonly least: number;
  readonly most: number;
}

/** Runs by what they have in common. Figures are over all members, never a sample. Throws `FilterRefusedError`. */
@Injectable()
export class RunGroupsQueries {
  constructor(
    private readonly sets: RunSetQueries,
    private readonly names: RunNamesQueries,
    private readonly clock: Clock,
  ) {}

  async groups(project: ProjectScope, asked: RunGroupsQuery): Promise<RunGroups> {
    const query = runGroupsQuerySchema.parse(asked);
    const filter = selectionFilter(query, this.clock.now());
    const rows = await this.page(project, filter, query);
    const [figures, firsts] = await Promise.all([
      this.figures(project, filter, query, rows),
      this.names.byIds(rows.map(({ first }) => first)),
    ]);
    const firstOf = new Map(firsts.map((run) => [run.runId, run]));
    return {
      groups: rows.map((row) => {
        const first = firstOf.get(row.first);
        return {
          key: keyOf(query.by, row),
          runs: Number(row.runs),
          first: { name: first?.name ?? '', ordinal: first?.ordinal ?? 0 },
          columns: Object.fromEntries(
            figures.filter(({ gid }) => gid === row.gid).map((figure) => [`${figure.of}.${figure.key}`, told(figure)]),
          ),
        };
      }),
      total: Number(rows[0]?.total ?? 0),
      matching: Number(rows[0]?.matching ?? 0),
    };
  }

  private page(project: ProjectScope, filter: RunFilter, { by, sort, limit, offset }: Query): Promise<GroupRow[]> {
    const bindings = new Bindings();
    const source = groupSource(by.map(parseRunField), filterSql(filter, bindings), bindings);
    const order = sort.map(({ field, descending }) => ({ place: by.indexOf(field), field: parseRunField(field), descending }));
    return this.sets.query<GroupRow>(project, groupPage(source, order, limit, offset, bindings), bindings);
  }

  private async figures(project: ProjectScope, filter: RunFilter, { by, columns }: Query, rows: readonly GroupRow[]): Promise<FigureRow[]> {
    const fields = columns.map(parseRunField);
    const keys = (kind: 'config' | 'summary'): string[] => fields.flatMap((field) => (field.of === kind ? [field.key] : []));
    if (rows.length === 0 || keys('config').length + keys('summary').length === 0) return [];
    const bindings = new Bindings();
    const source = groupSource(by.map(parseRunField), filterSql(filter, bindings), bindings);
    const params = { gids: rows.map(({ gid }) => gid), configKeys: keys('config'), summaryKeys: keys('summary') };
    return this.sets.query<FigureRow>(project, groupFigures(source), bindings, params);
  }
}

function keyOf(by: readonly string[], { key }: GroupRow): RunGroup {
  return by.map((field, place) => ({ field, value: fieldValue(...(key[place] ?? [0, 0, ''])) }));
}

function told({ n, mean, sd, least, most }: FigureRow) {
  return { n: Number(n), mean: Number(mean), sd: Number(sd), min: Number(least), max: Number(most) };
}
