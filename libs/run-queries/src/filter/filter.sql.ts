import { shortText } from '@runstead/clickhouse';
import { Bindings } from './bindings';
import { asStored, keySlice, RUNTIME, textColumn, timeColumn } from './run-columns.sql';
import type { RunField, RunFilter, RunTest, Scalar, TextFieldName } from './run-filter';

const COMPARISONS = { less: '<', 'at most': '<=', greater: '>', 'at least': '>=' } as const;
const NEVER = '0';

/**
 * A condition over the columns of `runs`, with `{project:UInt64}`, `{entity:String}`, `{projectName:String}` and `{now:Int64}`
 * besides what it binds itself. A key of a document is a set of run ids, read from one slice of `run_values`.
 */
export function filterSql(filter: RunFilter, bindings: Bindings): string {
  if ('all' in filter) return joined(filter.all, ' AND ', '1', bindings);
  if ('any' in filter) return joined(filter.any, ' OR ', NEVER, bindings);
  if ('not' in filter) return `NOT ${filterSql(filter.not, bindings)}`;
  return `(${condition(filter.field, filter.test, bindings)})`;
}

function joined(filters: readonly RunFilter[], word: string, empty: string, bindings: Bindings): string {
  return filters.length === 0 ? `(${empty})` : `(${filters.map((filter) => filterSql(filter, bindings)).join(word)})`;
}

function condition(field: RunField, test: RunTest, bindings: Bindings): string {
  switch (field.of) {
    case 'text':
      return present(field.name, test, bindings);
    case 'time':
      return number(timeColumn(field.name), `${timeColumn(field.name)} != 0`, test, bindings);
    case 'runtime':
      return number(RUNTIME, '1', test, bindings);
    case 'tags':
      return tags(test, bindings);
    case 'metric':
      return metric(field.key, test, bindings);
    default: {
      // The key is bound before the value: placeholders are numbered in the order in which they stand.
      const slice = keySlice(field, bindings);
      const value = keyValue(test, bindings);
      return value === NEVER ? NEVER : `run_id IN (SELECT run_id FROM ${slice}${value === '1' ? '' : ` AND ${value}`})`;
    }
  }
}

/** Of a column of `runs` that is a text; an empty one is missing. */
function present(name: TextFieldName, test: RunTest, bindings: Bindings): string {
  const column = textColumn(name);
  const asked = text(column, (value) => asStored(name, value), test, bindings);
  return asked === NEVER ? NEVER : asked === '1' ? `${column} != ''` : `${column} != '' AND ${asked}`;
}

/** `stored` gives a value the form in which the column holds it. */
function text(column: string, stored: (value: string) => string, test: RunTest, bindings: Bindings): string {
  switch (test.is) {
    case 'exists':
      return '1';
    case 'equal':
      return typeof test.value === 'string' ? `${column} = ${bindings.bind('String', stored(test.value))}` : NEVER;
    case 'one of':
      return texts(test.values).length === 0 ? NEVER : `${column} IN ${bindings.bind('Array(String)', texts(test.values).map(stored))}`;
    case 'contains':
      return `positionCaseInsensitiveUTF8(${readable(column)}, ${bindings.bind('String', test.text)}) > 0`;
    case 'matches':
      return `match(${readable(column)}, ${bindings.bind('String', test.pattern)})`;
    case 'number':
    case 'nan':
    case 'exactly':
      return NEVER;
    default:
      return typeof test.value === 'string' ? `${column} ${COMPARISONS[test.is]} ${bindings.bind('String', test.value)}` : NEVER;
  }
}

/** A text that was cut (`shortText`), without the hash at its end: nobody looks for that. */
function readable(column: string): string {
  const cut = `length(${column}) >= 250 AND match(substring(${column}, -17), '^#[0-9a-f]{16}$')`;
  return `if(${cut}, substring(${column}, 1, length(${column}) - 17), ${column})`;
}

function number(column: string, exists: string, test: RunTest, bindings: Bindings): string {
  const asked = figure(column, test, bindings);
  return asked === NEVER ? NEVER : asked === '1' ? exists : `${exists} AND ${asked}`;
}

function figure(column: string, test: RunTest, bindings: Bindings): string {
  switch (test.is) {
    case 'exists':
    case 'number':
      return '1';
    case 'nan':
      return `isNaN(${column})`;
    case 'equal':
      return typeof test.value === 'number' ? `${column} = ${bindings.bind('Float64', test.value)}` : NEVER;
    case 'one of':
      return numbers(test.values).length === 0
        ? NEVER
        : `has(arrayMap(one -> toFloat64(one), ${bindings.bind('Array(String)', numbers(test.values))}), toFloat64(${column}))`;
    case 'contains':
    case 'matches':
    case 'exactly':
      return NEVER;
    default:
      return typeof test.value === 'number' ? `${column} ${COMPARISONS[test.is]} ${bindings.bind('Float64', test.value)}` : NEVER;
  }
}

/** Of the columns `type`, `num`, `str` of `run_values`. */
function keyValue(test: RunTest, bindings: Bindings): string {
  switch (test.is) {
    case 'exists':
      return '1';
    case 'number':
      return `type = 'number'`;
    case 'nan':
      return `type = 'number' AND isNaN(num)`;
    case 'equal':
      return scalar(test.value, bindings);
    case 'one of': {
      const others = test.values.filter((value) => typeof value !== 'number' && typeof value !== 'string');
      const parts = [
        ...(numbers(test.values).length > 0 ? [`(type = 'number' AND ${figure('num', test, bindings)})`] : []),
        ...(texts(test.values).length > 0 ? [`(type = 'string' AND ${text('str', shortText, test, bindings)})`] : []),
        ...others.map((value) => `(${scalar(value, bindings)})`),
      ];
      return parts.length === 0 ? NEVER : `(${parts.join(' OR ')})`;
    }
    case 'contains':
    case 'matches':
      return `type IN ('string', 'json') AND ${text('str', shortText, test, bindings)}`;
    case 'exactly':
      return NEVER;
    default:
      return typeof test.value === 'number'
        ? `type = 'number' AND ${figure('num', test, bindings)}`
        : `type = 'string' AND ${text('str', shortText, test, bindings)}`;
  }
}

function scalar(value: Scalar, bindings: Bindings): string {
  if (value === null) return `type = 'null'`;
  if (typeof value === 'number') return `type = 'number' AND num = ${bindings.bind('Float64', value)}`;
  if (typeof value === 'string') return `type = 'string' AND str = ${bindings.bind('String', shortText(value))}`;
  if (typeof value === 'boolean') return `type = 'bool' AND str = ${bindings.bind('String', String(value))}`;
  return `type = 'json' AND str = ${bindings.bind('String', shortText(value.json))}`;
}

function tags(test: RunTest, bindings: Bindings): string {
  if (test.is === 'exists') return 'notEmpty(tags)';
  if (test.is === 'exactly') return `arraySort(tags) = arraySort(${bindings.bind('Array(String)', test.texts)})`;
  const one = text('tag', (value) => value, test, bindings);
  return one === NEVER ? NEVER : `arrayExists(tag -> ${one}, tags)`;
}

function metric(key: string, test: RunTest, bindings: Bindings): string {
  if (test.is !== 'exists') return NEVER;
  const name = bindings.bind('String', key);
  const ofProject = 'project_id = {project:UInt64}';
  // Names that edits of the history give and take (ADR 0014); the table has rows of edited runs only.
  const newest = `SELECT run_id, max(ver) FROM run_edits WHERE ${ofProject} GROUP BY run_id`;
  const edited = `SELECT run_id FROM run_edit_keys WHERE ${ofProject} AND (run_id, ver) IN (${newest})`;
  const logged = `SELECT run_id FROM metric_keys WHERE ${ofProject} AND source = 'history' AND key = ${name}`;
  const renamed = `SELECT row_id FROM run_edit_keys WHERE ${ofProject} AND (run_id, ver) IN (${newest}) AND logged = ${name}`;
  const merged = `${edited} AND row_id != run_id AND row_id IN (${logged}) AND row_id NOT IN (${renamed})`;
  return `(run_id IN (${logged}) AND run_id NOT IN (${renamed}) OR run_id IN (${edited} AND shown = ${name}) OR run_id IN (${merged}))`;
}

function texts(values: readonly Scalar[]): string[] {
  return values.filter((value) => typeof value === 'string');
}

/** As texts: an array of floats takes neither infinities nor integers beyond 2^53. */
function numbers(values: readonly Scalar[]): string[] {
  return values.filter((value) => typeof value === 'number' && !Number.isNaN(value)).map(String);
}
