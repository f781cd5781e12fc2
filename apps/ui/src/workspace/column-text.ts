import { formatDuration } from '../format/duration';
import { formatNumber } from '../format/number';
import { formatDateTime } from '../format/time';
import type { ListedRun } from './use-runs';

export interface Cell {
  readonly text: string;
  readonly numeric: boolean;
}

const MISSING: Cell = { text: '—', numeric: false };
/** Numbers that JSON cannot hold come as words. */
const SPECIAL: Readonly<Record<string, string>> = { NaN: 'NaN', Infinity: '∞', '-Infinity': '−∞' };

/** What a column says of a run (UI 12). */
export function columnText(run: ListedRun, field: string): Cell {
  const plain = (text: string | null | undefined): Cell => (text ? { text, numeric: false } : MISSING);
  switch (field) {
    case 'name':
    case 'displayName':
    case 'state':
    case 'author':
    case 'group':
    case 'jobType':
      return plain(run[field]);
    case 'host':
    case 'sweep':
    case 'commit':
    case 'notes':
      return plain(run[field]);
    case 'tags':
      return plain(run.tags.join(', '));
    case 'createdAt':
    case 'updatedAt':
      return plain(formatDateTime(run[field]));
    case 'endedAt':
      return run.endedAt === null ? MISSING : plain(formatDateTime(run.endedAt));
    case 'runtime':
      return plain(formatDuration((run.endedAt ?? Date.now()) - run.createdAt));
    default:
      return valueCell(run.values?.[field]);
  }
}

function valueCell(value: unknown): Cell {
  if (value === undefined || value === null) return MISSING;
  if (typeof value === 'number') return { text: formatNumber(value), numeric: true };
  if (typeof value === 'string') return SPECIAL[value] ? { text: SPECIAL[value], numeric: true } : { text: value, numeric: false };
  if (typeof value === 'boolean') return { text: String(value), numeric: false };
  return { text: JSON.stringify(value), numeric: false };
}
