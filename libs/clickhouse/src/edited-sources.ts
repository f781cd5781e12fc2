import { LAST_RANK, REMOVED, type EditParams } from './edit-params';

/** Writer of rows that came with a merge; the client's own names have no control characters. */
export const MERGED_WRITER = '\u0001merged';

const IN_PROJECT = 'project_id = {project:UInt64}';
const LAST_STEP = '9223372036854775807';
const PAIRS = 'arrayMap((l, k) -> sipHash64(l, sipHash64({project:UInt64}, k)), {keyLayers:Array(UInt64)}, {keysLogged:Array(String)})';
const SHOWN_IDS = 'arrayMap(k -> sipHash64({project:UInt64}, k), {keysShown:Array(String)})';
const SET_PLACES =
  'arrayMap((l, k, s) -> sipHash64(l, sipHash64({project:UInt64}, k), s), {setLayers:Array(UInt64)}, {setKeys:Array(String)}, {setSteps:Array(Int64)})';

/** Column names here never are those of the tables: ClickHouse would take an alias for a column in the conditions. */
const ofLayer = (column: string, type: string, other: string): string =>
  `transform(layer, {editLayers:Array(UInt64)}, {${column}:Array(${type})}, ${other})`;
const SHOWN_RUN = ofLayer('editShown', 'UInt64', 'layer');
const MERGED = ofLayer('editMerged', 'UInt8', 'toUInt8(0)');
const PLACE = `if(${MERGED} = 1, ${ofLayer('editPlaces', 'UInt64', 'toUInt64(0)')}, stored_at)`;
const NOT_BEFORE = `place >= ${ofLayer('editFroms', 'UInt64', 'toUInt64(0)')}`;

/**
 * Points of edited runs as their edits show them: `layer, logged, key_id, run_id, step, ts, place, rank, value`. `place` is where
 * the value stands in the run's order; `logged` the id of the key it was logged under. `only`: more conditions on the stored points.
 */
export function editedPoints(edits: EditParams, only: string): string {
  const key = edits.mapsKeys ? `transform(pair, ${PAIRS}, ${SHOWN_IDS}, logged)` : 'logged';
  const rank = edits.mapsKeys ? `transform(pair, ${PAIRS}, {keyRanks:Array(UInt8)}, toUInt8(0))` : 'toUInt8(0)';
  const at = 'sipHash64(layer, logged, step)';
  const isSet = `place < transform(${at}, ${SET_PLACES}, {setBefores:Array(UInt64)}, toUInt64(0))`;
  const value = edits.setsValues ? `if(${isSet}, transform(${at}, ${SET_PLACES}, {setValues:Array(Float64)}, stored), stored)` : 'stored';
  const hidden = [...rowConditions(edits), ...valueConditions(edits)].join('');
  return `SELECT layer, logged, ${key} AS key_id, ${SHOWN_RUN} AS run_id, step, ts, place, rank, ${value} AS value FROM (
    SELECT *, ${PLACE} AS place, ${rank} AS rank FROM (
      SELECT run_id AS layer, key_id AS logged, sipHash64(run_id, key_id) AS pair, step, ts, ord AS stored_at, value AS stored FROM points
      WHERE ${IN_PROJECT} AND run_id IN {editLayers:Array(UInt64)} AND run_month IN {editMonths:Array(UInt32)}${only}
    )
  ) WHERE ${NOT_BEFORE} AND rank != ${REMOVED}${hidden}`;
}

/** What `argMax` orders the points of a step by: what was logged later, then what has a name of its own. */
export const EDITED_ORDER = `place * ${LAST_RANK + 1} + toUInt8(${LAST_RANK} - rank)`;

/** Condition on stored points that leaves in what may be shown under `keys` (SQL of key ids). */
export function loggedUnder(edits: EditParams, keys: string): string {
  if (!edits.mapsKeys) return ` AND key_id IN (${keys})`;
  return ` AND (key_id IN (${keys}) OR key_id IN (SELECT sipHash64({project:UInt64}, arrayJoin({keysLogged:Array(String)}))))`;
}

/** Rows of one edited run instead of `history_rows`, with `layer` beside; what edits do to single values is not in them (`editedRow`). */
export function editedRows(edits: EditParams): string {
  return `(SELECT project_id, layer, ${SHOWN_RUN} AS run_id, if(${MERGED} = 1, '${MERGED_WRITER}', stored_writer) AS writer, line, step, ts, row, place AS ver FROM (
    SELECT *, ${PLACE} AS place FROM (
      SELECT project_id, run_id AS layer, toString(writer) AS stored_writer, line, step, ts, row, ver AS stored_at FROM history_rows
      WHERE ${IN_PROJECT} AND run_id IN {editLayers:Array(UInt64)}
    )
  ) WHERE ${NOT_BEFORE}${rowConditions(edits).join('')})`;
}

/** Instead of `metric_keys`: names as they are shown, with `layer` and `logged_key` beside. Keys of edited runs only. */
export function editedKeys(edits: EditParams): string {
  const pair = 'sipHash64(layer, sipHash64(project_id, logged_key))';
  const name = edits.mapsKeys ? `transform(${pair}, ${PAIRS}, {keysShown:Array(String)}, logged_key)` : 'logged_key';
  const shown = edits.mapsKeys ? `transform(${pair}, ${PAIRS}, {keyRanks:Array(UInt8)}, toUInt8(0)) != ${REMOVED}` : '1';
  return `SELECT project_id, layer, logged_key, ${SHOWN_RUN} AS run_id, source, ${name} AS key, kind FROM (
    SELECT project_id, run_id AS layer, source, key AS logged_key, kind FROM metric_keys
    WHERE ${IN_PROJECT} AND source = 'history' AND run_id IN {editLayers:Array(UInt64)}
  ) WHERE ${shown}`;
}

function rowConditions({ rowRanks }: EditParams): string[] {
  return Array.from({ length: rowRanks }, (_, rank) => outside('layer', `{rowLayers${rank}:Array(UInt64)}`, `row`, rank));
}

function valueConditions({ valueRanks }: EditParams): string[] {
  return Array.from({ length: valueRanks }, (_, rank) => {
    const pairs = `arrayMap((l, k) -> sipHash64(l, sipHash64({project:UInt64}, k)), {valueLayers${rank}:Array(UInt64)}, {valueKeys${rank}:Array(String)})`;
    return outside('pair', pairs, 'value', rank);
  });
}

/** True for rows outside of the range that the row's owner has at this rank. */
function outside(owner: string, owners: string, kind: 'row' | 'value', rank: number): string {
  const of = (column: string, type: string, other: string): string =>
    `transform(${owner}, ${owners}, {${kind}${column}${rank}:Array(${type})}, ${other})`;
  return ` AND (step < ${of('From', 'Int64', `toInt64(${LAST_STEP})`)} OR step > ${of('To', 'Int64', `toInt64(${LAST_STEP})`)} OR place >= ${of('Before', 'UInt64', 'toUInt64(0)')})`;
}
