import { isJsonObject } from '../json/is-json-object';
import type { JsonObject, JsonValue } from '../json/json-value';
import { clientRecord } from './metric-definitions';

/** A chart that a script made with `wandb.plot.*` (protocol 7.5). Its data are the summary's newest table of `tableKey`. */
export interface CustomChart {
  readonly key: string;
  readonly panelType: string;
  /** Preset such as `wandb/line/v0`, or `entity/name` of one that was registered; null when it is not told. */
  readonly definition: string | null;
  readonly tableKey: string | null;
  /** Chart field -> table column. */
  readonly fields: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** The custom charts in a run's config document, by key. */
export function customCharts(config: JsonObject): CustomChart[] {
  const charts = clientRecord(config)['visualize'];
  if (!isJsonObject(charts)) return [];
  return Object.entries(charts).flatMap(([key, chart]) => (isJsonObject(chart) ? [customChart(key, chart)] : []));
}

function customChart(key: string, chart: JsonObject): CustomChart {
  const panel = isJsonObject(chart['panel_config']) ? chart['panel_config'] : {};
  return {
    key,
    panelType: typeof chart['panel_type'] === 'string' ? chart['panel_type'] : '',
    definition: typeof panel['panelDefId'] === 'string' ? panel['panelDefId'] : null,
    tableKey: tableKeyIn(panel['userQuery'], 0),
    fields: texts(panel['fieldSettings']),
    texts: texts(panel['stringSettings']),
  };
}

/** The query of a chart is a tree; `tableKey` stands in the arguments of one of its fields. */
function tableKeyIn(value: JsonValue | undefined, depth: number): string | null {
  if (depth > 12) return null;
  if (Array.isArray(value)) return firstOf(value, depth);
  if (!isJsonObject(value)) return null;
  if (value['name'] === 'tableKey' && typeof value['value'] === 'string') return value['value'];
  if (typeof value['tableKey'] === 'string') return value['tableKey'];
  return firstOf(Object.values(value), depth);
}

function firstOf(values: readonly JsonValue[], depth: number): string | null {
  for (const value of values) {
    const found = tableKeyIn(value, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function texts(value: JsonValue | undefined): Record<string, string> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  if (isJsonObject(value)) for (const [name, text] of Object.entries(value)) if (typeof text === 'string') found[name] = text;
  return found;
}
