import { useRef, useState } from 'react';
import type { RunsView } from '../api/run-table';
import { formatDuration } from '../format/duration';
import { formatCount } from '../format/number';
import { csvLine } from '../panels/kinds/csv';
import { saveBlob } from '../panels/save-file';
import { RUN_STATES } from '../runs/run-state';
import { useShowToast } from '../shell/toasts';
import { columnText } from '../workspace/column-text';
import { fileLabel } from './table-columns';
import { tablePages } from './table-pages';

export type ExportKind = 'csv' | 'json';

export interface TableExport {
  /** `Exporting 400 of 12,000 runs, about 3s left`; null when nothing is under way. */
  readonly progress: string | null;
  readonly start: (kind: ExportKind, columns: readonly string[]) => Promise<void>;
  readonly cancel: () => void;
}

/** All matching runs as a file, read page by page. The CSV has the texts of the table, the JSON the values in full. */
export function useTableExport(entity: string, project: string, view: Omit<RunsView, 'columns'>): TableExport {
  const showToast = useShowToast();
  const [progress, setProgress] = useState<string | null>(null);
  const under = useRef<AbortController | null>(null);
  const start = async (kind: ExportKind, columns: readonly string[]): Promise<void> => {
    const abort = new AbortController();
    under.current = abort;
    const began = performance.now();
    const parts = kind === 'csv' ? [csvLine(columns.map(fileLabel))] : [];
    let done = 0;
    setProgress('Exporting…');
    try {
      for await (const { rows, matching } of tablePages(entity, project, view, columns, abort.signal)) {
        for (const run of rows)
          parts.push(
            kind === 'csv'
              ? csvLine(columns.map((field) => shownText(field === 'state' ? RUN_STATES[run.state].label : columnText(run, field).text)))
              : JSON.stringify(run),
          );
        done += rows.length;
        const left = ((performance.now() - began) / Math.max(1, done)) * Math.max(0, matching - done);
        setProgress(`Exporting ${formatCount(done)} of ${formatCount(matching)} runs, about ${formatDuration(left)} left`);
      }
      const text = kind === 'csv' ? `${parts.join('\r\n')}\r\n` : `[\n${parts.join(',\n')}\n]\n`;
      saveBlob(`${project}-runs.${kind}`, new Blob([text], { type: kind === 'csv' ? 'text/csv' : 'application/json' }));
    } catch (error) {
      if (!abort.signal.aborted)
        showToast({
          text: `Nothing was exported: ${error instanceof Error ? error.message : 'the server cannot be reached'}. Try it again.`,
          tone: 'error',
        });
    }
    setProgress(null);
  };
  return { progress, start, cancel: () => under.current?.abort() };
}

/** What the table shows as `—` is an empty field: a dash would turn a column of numbers into texts. */
const shownText = (text: string): string => (text === '—' ? '' : text);
