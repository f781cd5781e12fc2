import type { Bindings } from '../filter/bindings';
import type { RunField } from '../filter/run-filter';
import { matchingRuns, valueSql } from './value.sql';

/** Matching runs with the values by which they are grouped. */
export interface GroupSource {
  readonly condition: string;
  readonly joins: readonly string[];
  readonly columns: readonly string[];
  readonly fields: number;
}

export interface GroupOrder {
  /** Of the field among those of the groups, or -1: then the mean of its numbers orders. */
  readonly place: number;
  readonly field: RunField;
  readonly descending: boolean;
}

/** `condition` binds before the fields do. */
export function groupSource(fields: readonly RunField[], condition: string, bindings: Bindings): GroupSource {
  const values = fields.map((field, place) => valueSql(field, `g${place}`, bindings));
  return {
    condition,
    joins: values.map(({ join }) => join),
    columns: values.flatMap(({ kind, num, str }, place) => [
      `toUInt8(${kind}) AS kind${place}`,
      `if(kind${place} = 1, ${num}, 0.) AS num${place}`,
      `if(kind${place} = 1, '', ${str}) AS str${place}`,
    ]),
    fields: fields.length,
  };
}

/** One row a group: `gid, key, runs, first, total, matching`. */
export function groupPage(source: GroupSource, order: readonly GroupOrder[], limit: number, offset: number, bindings: Bindings): string {
  const means = order.map(({ place, field }, at) => (place >= 0 ? null : valueSql(field, `m${at}`, bindings)));
  const columns = means.flatMap((value, at) =>
    value ? [`if(${value.kind} = 1 AND isFinite(${value.num}), ${value.num}, nan) AS mean${at}`] : [],
  );
  const joins = [...source.joins, ...means.flatMap((value) => (value ? [value.join] : []))];
  const from = `SELECT r.run_id AS id, created, ${[...source.columns, ...columns].join(', ')} FROM ${matchingRuns(source.condition, joins)}`;
  const sorted = order.flatMap(({ place, descending }, at) =>
    place >= 0
      ? placeOrder(place, descending)
      : [`countIf(isFinite(mean${at})) = 0`, direction(`avgIf(mean${at}, isFinite(mean${at}))`, descending)],
  );
  const natural = places(source).flatMap((place) => placeOrder(place, false));
  return `SELECT toString(${groupId(source)}) AS gid, [${places(source)
    .map((place) => `tuple(kind${place}, num${place}, str${place})`)
    .join(', ')}] AS key,
  count() AS runs, toString(argMin(id, (created, id))) AS first, count() OVER () AS total, sum(count()) OVER () AS matching
FROM (${from})
GROUP BY ${groupColumns(source)}
ORDER BY ${[...sorted, ...natural].join(', ')}
LIMIT ${bindings.bind('UInt32', limit)} OFFSET ${bindings.bind('UInt64', offset)}`;
}

/**
 * One row a group of `{gids:Array(UInt64)}` and key of `{configKeys:Array(String)}` and `{summaryKeys:Array(String)}`: figures over
 * the finite numbers of the members. The deviation's stable form: the usual one subtracts squares and loses small ones.
 */
export function groupFigures(source: GroupSource): string {
  const ids = (keys: string): string => `SELECT sipHash64({project:UInt64}, arrayJoin({${keys}:Array(String)}))`;
  const groups = `SELECT r.run_id AS id, ${source.columns.join(', ')} FROM ${matchingRuns(source.condition, source.joins)}`;
  return `SELECT toString(gid) AS gid, of, key, count() AS n, avg(num) AS mean, stddevPopStable(num) AS sd, min(num) AS least, max(num) AS most
FROM (SELECT id, ${groupId(source)} AS gid FROM (${groups}) WHERE gid IN {gids:Array(UInt64)}) AS g
INNER JOIN (
  SELECT run_id AS owner, toString(kind) AS of, key, num FROM run_values FINAL
  WHERE project_id = {project:UInt64} AND deleted = 0 AND type = 'number' AND isFinite(num)
    AND ((kind = 'config' AND key_id IN (${ids('configKeys')})) OR (kind = 'summary' AND key_id IN (${ids('summaryKeys')})))
) AS v ON owner = id
GROUP BY gid, of, key`;
}

function places({ fields }: GroupSource): number[] {
  return Array.from({ length: fields }, (_, place) => place);
}

function groupColumns(source: GroupSource): string {
  return places(source)
    .map((place) => `kind${place}, num${place}, str${place}`)
    .join(', ');
}

function groupId(source: GroupSource): string {
  return `sipHash64(${groupColumns(source)})`;
}

/** Numbers by size, then texts, NaN, and what is missing last. */
function placeOrder(place: number, descending: boolean): string[] {
  return [
    `kind${place} = 0`,
    `isNaN(num${place})`,
    direction(`kind${place} != 1`, descending),
    direction(`num${place}`, descending),
    direction(`str${place}`, descending),
  ];
}

function direction(column: string, descending: boolean): string {
  return descending ? `${column} DESC` : column;
}

/** `id, place` of the members of those groups; each of `keys` is the placeholders of a group's columns, places begin at 1. */
export function groupMembers(source: GroupSource, keys: readonly (readonly string[])[], limit: number): string {
  const groups = `SELECT r.run_id AS id, ${source.columns.join(', ')} FROM ${matchingRuns(source.condition, source.joins)}`;
  const ids = keys.map((columns) => `sipHash64(${columns.join(', ')})`);
  return `SELECT toString(id) AS id, place FROM (SELECT id, indexOf([${ids.join(', ')}], ${groupId(source)}) AS place FROM (${groups}))
WHERE place > 0 LIMIT ${limit}`;
}
