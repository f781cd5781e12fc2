import { Injectable } from '@nestjs/common';
import { ClickHouse, HistoryView, type QueryParams } from '@runstead/clickhouse';
import { groupSeriesQuerySchema, LIMITS, type GroupSeries, type GroupSeriesQuery } from '@runstead/ui-contract';
import { GroupMembersQueries, type GroupMember } from './run-table/group-members.queries';
import type { ProjectScope } from './run-table/run-set.queries';
import { knowingRepetitions, type PointsAsked } from './repeated-steps';
import { bucketWidth } from './series-bucket-width';
import { linesOf, type LineRows } from './series-columns';
import { monthsOf, rangeParams } from './series-params';
import { groupColumnCounts, groupColumns, memberExtents } from './sql/group-series.sql';
import { axisKey, isJoined } from './sql/points.sql';

/** A key of a run, as `memberExtents` finds it. */
interface FoundMember {
  readonly key: string;
  readonly key_id: string;
  readonly run_id: string;
  readonly points: string;
  readonly x0: number;
  readonly x1: number;
}

/** A key of a group. */
interface FoundLine {
  readonly key: string;
  readonly keyId: string;
  readonly group: number;
  points: number;
  x0: number;
  x1: number;
}

interface Asked extends PointsAsked {
  readonly members: readonly GroupMember[];
  readonly budget: number;
}

const COLUMNS = 7;

/** Lines of groups: exact statistics over all members, whatever their number (UI 9.4). */
@Injectable()
export class GroupSeriesQueries {
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly groups: GroupMembersQueries,
  ) {}

  /** Lines with at least one finite value in the view, by key and group in the order asked for. Throws `FilterRefusedError`. */
  async series(project: ProjectScope, query: GroupSeriesQuery): Promise<GroupSeries[]> {
    const told = groupSeriesQuerySchema.parse(query);
    const members = await this.groups.of(project, told);
    if (members.length === 0) return [];
    const asked = await knowingRepetitions(this.clickHouse, await this.asked(project.projectId, told, members));
    const found = await this.clickHouse.query<FoundMember>(memberExtents(asked.scope), asked.params);
    const lines = linesFound(found, members);
    if (lines.length === 0) return [];
    const [x0, x1] = told.range ?? [Math.min(...lines.map((line) => line.x0)), Math.max(...lines.map((line) => line.x1))];
    const width = bucketWidth(x0, x1, asked.budget, told.x === 'step');
    const many = await this.tooMany(asked, lines);
    const few = lines.filter((line) => !many.has(line));
    const series = [...(await this.read(asked, few, 0)), ...(await this.read(asked, [...many], width))];
    const keys = [...new Set(told.keys)];
    return series.sort((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key) || a.group - b.group);
  }

  private async asked(
    projectId: string,
    { source, keys, x: axis, range, buckets }: ReturnType<typeof groupSeriesQuerySchema.parse>,
    members: readonly GroupMember[],
  ): Promise<Asked> {
    const runIds = [...new Set(members.map(({ runId }) => runId))];
    const few = runIds.length <= LIMITS.runsPerSeries ? runIds : null;
    const view = source === 'history' ? await HistoryView.of(this.clickHouse, projectId, few) : HistoryView.none;
    return {
      scope: { source, axis, ranged: range !== undefined, chosenLines: false, repeating: 'all', view },
      params: {
        project: projectId,
        keys: [...new Set(keys)],
        runs: runIds,
        months: monthsOf(runIds),
        ...(isJoined(axis) ? { xKey: axisKey(axis) } : {}),
        ...(range === undefined ? {} : rangeParams(range)),
        ...view.params,
      },
      members,
      budget: buckets,
    };
  }

  /** Lines whose members have more different x than can be columns. */
  private async tooMany(asked: Asked, lines: readonly FoundLine[]): Promise<ReadonlySet<FoundLine>> {
    const { scope, budget } = asked;
    const unsure = lines.filter(({ points, x0, x1 }) => points > budget && !(scope.axis === 'step' && x1 - x0 < budget));
    if (unsure.length === 0) return new Set();
    const rows = await this.clickHouse.query<{ key_id: string; grp: string; columns: string }>(
      groupColumnCounts(scope),
      paramsFor(asked, unsure),
    );
    const counts = new Map(rows.map(({ key_id, grp, columns }) => [`${key_id}/${grp}`, Number(columns)]));
    return new Set(unsure.filter(({ keyId, group }) => (counts.get(`${keyId}/${group}`) ?? 0) > budget));
  }

  private async read(asked: Asked, lines: readonly FoundLine[], width: number): Promise<GroupSeries[]> {
    if (lines.length === 0) return [];
    const sizes = new Map<number, number>();
    for (const { group } of asked.members) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    const wanted = new Map(lines.map((line) => [`${line.keyId}/${line.group}`, line]));
    const sql = groupColumns(asked.scope, { bucketed: width > 0 });
    const bytes = await this.clickHouse.queryBytes(sql, 'RowBinary', { ...paramsFor(asked, lines), width });
    return Array.from(linesOf(bytes, COLUMNS)).flatMap((rows) => {
      const line = wanted.get(`${rows.keyId}/${rows.runId}`);
      return line ? [groupLine(line, width, sizes.get(line.group) ?? 0, rows)] : [];
    });
  }
}

function linesFound(found: readonly FoundMember[], members: readonly GroupMember[]): FoundLine[] {
  const groupsOf = new Map<string, number[]>();
  for (const { runId, group } of members) groupsOf.set(runId, [...(groupsOf.get(runId) ?? []), group]);
  const lines = new Map<string, FoundLine>();
  for (const { key, key_id, run_id, points, x0, x1 } of found)
    for (const group of groupsOf.get(run_id) ?? []) {
      const line = lines.get(`${key_id}/${group}`) ?? { key, keyId: key_id, group, points: 0, x0, x1 };
      line.points += Number(points);
      line.x0 = Math.min(line.x0, x0);
      line.x1 = Math.max(line.x1, x1);
      lines.set(`${key_id}/${group}`, line);
    }
  return [...lines.values()];
}

/** Only what these lines need is read. */
function paramsFor({ params, members }: Asked, lines: readonly FoundLine[]): QueryParams {
  const groups = new Set(lines.map(({ group }) => group));
  const chosen = members.filter(({ group }) => groups.has(group));
  const runs = chosen.map(({ runId }) => runId);
  return {
    ...params,
    keys: [...new Set(lines.map(({ key }) => key))],
    runs: [...new Set(runs)],
    memberRuns: runs,
    memberGroups: chosen.map(({ group }) => String(group)),
  };
}

function groupLine({ key, group }: FoundLine, width: number, members: number, rows: LineRows): GroupSeries {
  const column = (index: number): Float64Array => Float64Array.from({ length: rows.rows }, (_, row) => rows.at(row, index));
  return {
    key,
    group,
    width,
    members,
    x: column(0),
    n: column(1),
    mean: column(2),
    sd: column(3),
    min: column(4),
    max: column(5),
    median: column(6),
  };
}
