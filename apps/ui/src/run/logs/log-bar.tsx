import { LIMITS } from '@runstead/ui-contract';
import { ChevronDown, ChevronUp, Regex, WrapText } from 'lucide-react';
import { Button, IconButton } from '../../controls/button';
import { CopyButton } from '../../controls/copy-button';
import { SearchField } from '../../controls/search-field';
import { naturalOrder } from '../../format/natural-order';
import { visibleText } from '../../format/visible-text';
import type { RunView } from '../run-view';
import { SelectField } from '../../controls/select-field';
import { plainText } from './ansi-spans';
import type { ConsoleReader, ConsoleView } from './console-reader';
import { DownloadLog } from './download-log';
import type { LineSelection } from './line-selection';
import type { TimeColumn } from './line-time';
import { holdsStart } from './log-window';
import styles from './logs.module.css';
import { shownLinesText } from './shown-lines-text';
import type { LogSearch } from './use-log-search';

export type StreamFilter = 'all' | 'stdout' | 'stderr';

interface Choice<T> {
  readonly value: T;
  readonly set: (value: T) => void;
}

interface Props extends RunView {
  readonly reader: ConsoleReader;
  readonly view: ConsoleView;
  readonly search: LogSearch;
  /** Lines that pass the filters. */
  readonly kept: number;
  readonly selection: LineSelection | null;
  readonly stream: Choice<StreamFilter>;
  readonly label: Choice<string>;
  readonly time: Choice<TimeColumn>;
  readonly wrap: Choice<boolean>;
}

const STREAMS = [
  { value: 'all', label: 'stdout + stderr' },
  { value: 'stdout', label: 'stdout' },
  { value: 'stderr', label: 'stderr' },
] as const;

const TIMES = [
  { value: 'off', label: 'No times' },
  { value: 'relative', label: 'Relative time' },
  { value: 'clock', label: 'Clock time' },
] as const;

export function LogBar({ at, run, reader, view, search, kept, selection, stream, label, time, wrap }: Props) {
  const labels = [...new Set(view.window.lines.map((line) => line.label))].filter((name) => name !== '').sort(naturalOrder);
  const filter = [stream.value === 'all' ? null : stream.value, label.value === '' ? null : label.value]
    .filter((part) => part !== null)
    .join(' ');
  const selected = selection ? view.window.lines.filter((line) => line.number >= selection.from && line.number <= selection.to) : [];
  return (
    <div className={styles.bar}>
      <p className={styles.shown}>
        {shownLinesText(view.window, filter || null, kept)}
        {filter && !holdsStart(view.window) ? (
          <Button look="quiet" disabled={view.fetching} onClick={() => void reader.earlier()}>
            Load earlier
          </Button>
        ) : null}
        {view.problem ? <span className={styles.problem}>Newer lines could not be loaded</span> : null}
      </p>
      {selection && selected.length > 0 ? (
        <span className={styles.selected}>
          {selection.from === selection.to ? `Line ${selection.from}` : `Lines ${selection.from}–${selection.to}`}
          <CopyButton text={selected.map((line) => plainText(line.text)).join('\n')} label="Copy selected lines" />
        </span>
      ) : null}
      <div className={styles.search}>
        <SearchField
          label="Search all lines"
          value={search.text}
          onChange={search.setText}
          problem={search.problem}
          maxLength={LIMITS.searchLength}
          onKeyDown={(event) => {
            if (event.key === 'Enter') search.step(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape') search.setText('');
          }}
        >
          <span className={styles.found} role="status">
            {search.summary}
          </span>
          <IconButton label="Regular expression" small aria-pressed={search.regex} onClick={() => search.setRegex(!search.regex)}>
            <Regex size={14} aria-hidden="true" />
          </IconButton>
        </SearchField>
        {search.line === null ? null : (
          <>
            <IconButton label="Previous match" onClick={() => search.step(-1)}>
              <ChevronUp size={16} aria-hidden="true" />
            </IconButton>
            <IconButton label="Next match" onClick={() => search.step(1)}>
              <ChevronDown size={16} aria-hidden="true" />
            </IconButton>
          </>
        )}
      </div>
      <SelectField label="Stream" value={stream.value} options={STREAMS} onChange={stream.set} />
      {labels.length > 0 ? (
        <SelectField
          label="Node"
          value={label.value}
          options={[{ value: '', label: 'All nodes' }, ...labels.map((name) => ({ value: name, label: visibleText(name) }))]}
          onChange={label.set}
        />
      ) : null}
      <SelectField label="Timestamps" value={time.value} options={TIMES} onChange={time.set} />
      <IconButton label="Wrap" aria-pressed={wrap.value} onClick={() => wrap.set(!wrap.value)}>
        <WrapText size={16} aria-hidden="true" />
      </IconButton>
      <DownloadLog at={at} run={run} />
    </div>
  );
}
