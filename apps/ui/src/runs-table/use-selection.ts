import { useCallback, useRef, useState } from 'react';

interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** Chooses a run or lets it go; `upTo` chooses all from the last one on. */
  readonly select: (run: string, upTo: boolean) => void;
  readonly set: (runs: readonly string[]) => void;
}

/** The chosen runs by name, also those that are not loaded. `order` is the list on the screen. */
export function useSelection(order: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const listed = useRef(order);
  listed.current = order;
  const last = useRef<string | null>(null);
  const select = useCallback((run: string, upTo: boolean): void => {
    const from = upTo && last.current !== null ? listed.current.indexOf(last.current) : -1;
    const to = listed.current.indexOf(run);
    last.current = run;
    setChosen((before) => {
      const next = new Set(before);
      if (from >= 0 && to >= 0) for (const name of listed.current.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(name);
      else if (!next.delete(run)) next.add(run);
      return next;
    });
  }, []);
  return { chosen, select, set: useCallback((runs) => setChosen(new Set(runs)), []) };
}
