import { useEffect, useState, useSyncExternalStore } from 'react';
import { useLiveEvents } from '../../api/live';
import type { RunAddress } from '../../api/runs';
import { fetchConsole, PAGE_LINES } from './console-api';
import { ConsoleReader, type ConsoleView } from './console-reader';

/** The console of a run, opened at `line` (null: at its end), following live. The caller is mounted anew for another run. */
export function useConsole(at: RunAddress, line: number | null): { readonly reader: ConsoleReader; readonly view: ConsoleView } {
  const [reader] = useState(() => new ConsoleReader((request, signal) => fetchConsole(at, request, signal), PAGE_LINES));
  const [openAt] = useState(line);
  useEffect(() => {
    void reader.open(openAt);
    return () => reader.stop();
  }, [reader, openAt]);
  useLiveEvents((events) => {
    let advanced: number | null = null;
    for (const event of events) {
      if (event.kind === 'hello') advanced ??= 0;
      if (event.kind === 'console' && event.run === at.run) advanced = Math.max(advanced ?? 0, event.lines);
    }
    if (advanced !== null) void reader.refresh(advanced);
  });
  return { reader, view: useSyncExternalStore(reader.subscribe, reader.current) };
}
