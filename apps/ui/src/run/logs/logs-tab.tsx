import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ProblemError } from '../../api/answer';
import { isLive } from '../../runs/run-state';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import type { RunView } from '../run-view';
import { hashOfSelection, selectionAfterClick, selectionOfHash } from './line-selection';
import type { TimeColumn } from './line-time';
import { LogBar, type StreamFilter } from './log-bar';
import { LogSkeleton } from './log-skeleton';
import { LogView } from './log-view';
import styles from './logs.module.css';
import { useConsole } from './use-console';
import { useLogSearch } from './use-log-search';

/** The console output: the newest lines first in view, all others a scroll, a search or a link away. */
export default function LogsTab({ at, run }: RunView) {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const selection = useMemo(() => selectionOfHash(hash), [hash]);
  const { reader, view } = useConsole(at, selection?.from ?? null);
  const search = useLogSearch(at);
  const [stream, setStream] = useState<StreamFilter>('all');
  const [label, setLabel] = useState('');
  const [time, setTime] = useState<TimeColumn>('off');
  const [wrap, setWrap] = useState(true);
  const lines = useMemo(
    () => view.window.lines.filter((line) => (stream === 'all' || line.stream === stream) && (label === '' || line.label === label)),
    [view.window.lines, stream, label],
  );

  const anchor = useRef<number | null>(null);
  const ownHash = useRef(hash);
  const select = (line: number, extend: boolean): void => {
    const next = selectionAfterClick(anchor.current ?? selection?.from ?? null, line, extend);
    if (!extend) anchor.current = line;
    ownHash.current = hashOfSelection(next);
    void navigate({ to: '.', hash: ownHash.current, replace: true, hashScrollIntoView: false, resetScroll: false });
  };
  useEffect(() => {
    // A hash that no click made, such as a link to a line of the same log.
    if (hash !== ownHash.current && selection) void reader.open(selection.from);
    ownHash.current = hash;
  }, [hash, selection, reader]);

  const { line: found } = search;
  useEffect(() => {
    if (found !== null) void reader.hold(found);
  }, [reader, found]);

  if (view.state === 'error' && view.problem)
    return (
      <ErrorRegion
        text="The console output could not be loaded"
        error={new ProblemError(view.problem)}
        onRetry={() => void reader.open(null)}
      />
    );
  if (view.state === 'loading') return <LogSkeleton />;
  if (view.window.total === 0)
    return <EmptyRegion text={isLive(run.state) ? 'No console output yet' : 'This run wrote no console output'} />;
  return (
    <div className={styles.logs} data-state="ready">
      <LogBar
        at={at}
        run={run}
        reader={reader}
        view={view}
        search={search}
        kept={lines.length}
        selection={selection}
        stream={{ value: stream, set: setStream }}
        label={{ value: label, set: setLabel }}
        time={{ value: time, set: setTime }}
        wrap={{ value: wrap, set: setWrap }}
      />
      <LogView
        key={view.jumps}
        reader={reader}
        view={view}
        lines={lines}
        found={found}
        search={search.marked}
        selection={selection}
        onSelect={select}
        time={time}
        wrap={wrap}
        startedAt={run.createdAt}
      />
    </div>
  );
}
