import { isJsonObject } from '../json/is-json-object';
import type { JsonValue } from '../json/json-value';
import { parseJson } from '../json/parse-json';

export interface ConsoleLine {
  /** Milliseconds since the epoch, may have a fraction; 0 = none. */
  readonly time: number;
  readonly stream: 'stdout' | 'stderr';
  readonly label: string;
  readonly text: string;
}

const PLAIN = /^(ERROR )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?:\s+\[([^\]\s]+)\])?(?: ([^]*))?$/;

/** One line of `output.log`, plain or structured (protocol 6.6). Never throws: what has neither form is all text. */
export function parseConsoleLine(line: string): ConsoleLine {
  const trimmed = line.replace(/\r?\n$/, '');
  return structured(trimmed) ?? plain(trimmed);
}

function structured(line: string): ConsoleLine | null {
  if (!line.startsWith('{')) return null;
  const value = parsed(line);
  if (!isJsonObject(value)) return null;
  const { ts, content, level, label } = value;
  if (typeof ts !== 'string' || typeof content !== 'string') return null;
  return {
    time: parseTime(ts),
    stream: level === 'error' ? 'stderr' : 'stdout',
    label: typeof label === 'string' ? label : '',
    text: content,
  };
}

function parsed(line: string): JsonValue {
  try {
    return parseJson(line);
  } catch {
    return null;
  }
}

function plain(line: string): ConsoleLine {
  const [, error, time, label = '', text = ''] = PLAIN.exec(line) ?? [];
  if (time === undefined) return { time: 0, stream: 'stdout', label: '', text: line };
  return { time: parseTime(time), stream: error ? 'stderr' : 'stdout', label, text };
}

/** UTC without a zone letter; the microseconds become a fraction of the millisecond. */
function parseTime(text: string): number {
  const [, seconds, fraction = '0'] = /^([^.Z]+)(?:\.(\d+))?Z?$/.exec(text) ?? [];
  const whole = Date.parse(`${seconds ?? ''}Z`);
  return Number.isNaN(whole) ? 0 : whole + Math.round(Number(`0.${fraction}`) * 1e6) / 1e3;
}
