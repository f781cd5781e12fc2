import { Injectable } from '@nestjs/common';
import { Clock } from '@runstead/run-domain';
import { LIMITS, type FieldValue, type groupSeriesQuerySchema, type RunGroup } from '@runstead/ui-contract';
import type { z } from 'zod';
import { Bindings } from '../filter/bindings';
import { filterSql } from '../filter/filter.sql';
import { parseRunField } from '../filter/parse-run-field';
import { FilterRefusedError } from '../filter/run-filter';
import { RunNamesQueries } from '../run-names.queries';
import { groupMembers, groupSource } from './groups.sql';
import { RunSetQueries, type ProjectScope } from './run-set.queries';
import { selectionFilter } from './selection-filter';
import { KIND } from './value.sql';

type Query = z.output<typeof groupSeriesQuerySchema>;

/** A run and the place of a group that it is in. */
export interface GroupMember {
  readonly runId: string;
  readonly group: number;
}

/** Who is in the groups of a chart. */
@Injectable()
export class GroupMembersQueries {
  constructor(
    private readonly sets: RunSetQueries,
    private readonly names: RunNamesQueries,
    private readonly clock: Clock,
  ) {}

  /** Throws `FilterRefusedError`. */
  async of(project: ProjectScope, query: Query): Promise<GroupMember[]> {
    const listed: GroupMember[] = [];
    const asked: { group: number; key: RunGroup }[] = [];
    for (const [group, chosen] of query.groups.entries()) {
      if ('within' in chosen) asked.push({ group, key: chosen.within });
      else listed.push(...(await this.listed(project, chosen.runs, group)));
    }
    const members = [...listed, ...(await this.within(project, query, asked))];
    if (members.length > LIMITS.groupedRuns) throw new FilterRefusedError(`A chart groups at most ${LIMITS.groupedRuns} runs`);
    return members;
  }

  private async listed({ projectId }: ProjectScope, names: readonly string[], group: number): Promise<GroupMember[]> {
    if (names.length === 0) return [];
    return (await this.names.byNames(projectId, names)).map(({ runId }) => ({ runId, group }));
  }

  private async within(project: ProjectScope, query: Query, asked: readonly { group: number; key: RunGroup }[]): Promise<GroupMember[]> {
    const [first] = asked;
    if (!first) return [];
    const by = first.key.map(({ field }) => field);
    if (asked.some(({ key }) => key.map(({ field }) => field).join('\n') !== by.join('\n')))
      throw new FilterRefusedError('Groups of a chart are by the same fields');
    const filter = selectionFilter({ ...query, within: [] }, this.clock.now());
    const bindings = new Bindings();
    const source = groupSource(by.map(parseRunField), filterSql(filter, bindings), bindings);
    const keys = asked.map(({ key }) => key.flatMap(({ value }) => columnsOf(value, bindings)));
    const rows = await this.sets.query<{ id: string; place: string }>(
      project,
      groupMembers(source, keys, LIMITS.groupedRuns + 1),
      bindings,
    );
    return rows.map(({ id, place }) => ({ runId: id, group: asked[Number(place) - 1]?.group ?? 0 }));
  }
}

/** A value as the columns of `groupSource` hold it. */
function columnsOf(value: FieldValue, bindings: Bindings): string[] {
  const number = value.type === 'number' ? Number(value.value) : 0;
  const text =
    value.type === 'tags'
      ? JSON.stringify([...value.value].sort())
      : value.type === 'missing' || value.type === 'number'
        ? ''
        : String(value.value);
  return [
    bindings.bind('UInt8', KIND[value.type]),
    `if(isNaN(${bindings.bind('Float64', number)}), nan, ${bindings.bind('Float64', number)})`,
    bindings.bind('String', text),
  ];
}
