import { useEffect, useState } from 'react';
import { compilePattern, isPlain, matchLiteral, PATTERN_LENGTH, type Matches } from './pattern-matching';

export interface PanelSearch {
  /** Null while there is nothing to search for; else one entry a text. */
  readonly matches: Matches | null;
  readonly hint: string | null;
}

const NONE: PanelSearch = { matches: null, hint: null };
const WAIT_MS = 100;
const LIMIT_MS = 200;

/** Regular expression over the texts, off the main thread and for 200 ms at most; what is no expression is taken literally. */
export function usePanelSearch(pattern: string, texts: readonly string[]): PanelSearch {
  const [search, setSearch] = useState<PanelSearch>(NONE);
  useEffect(() => {
    if (pattern === '') {
      setSearch(NONE);
      return;
    }
    let worker: Worker | null = null;
    let limit: ReturnType<typeof setTimeout> | undefined;
    const wait = setTimeout(() => {
      if (pattern.length > PATTERN_LENGTH) setSearch((last) => ({ ...last, hint: `At most ${PATTERN_LENGTH} characters` }));
      else if (isPlain(pattern)) setSearch({ matches: matchLiteral(pattern, texts), hint: null });
      else if (!compilePattern(pattern)) setSearch({ matches: matchLiteral(pattern, texts), hint: 'Searching for the literal text' });
      else {
        worker = new Worker(new URL('./pattern.worker.ts', import.meta.url), { type: 'module' });
        worker.onmessage = ({ data }: MessageEvent<Matches>) => {
          clearTimeout(limit);
          worker?.terminate();
          setSearch({ matches: data, hint: null });
        };
        worker.postMessage({ pattern, texts });
        // Starting the worker takes a moment that is not the pattern's fault.
        limit = setTimeout(() => {
          worker?.terminate();
          setSearch((last) => ({ ...last, hint: 'This pattern takes too long' }));
        }, LIMIT_MS + 800);
      }
    }, WAIT_MS);
    return () => {
      clearTimeout(wait);
      clearTimeout(limit);
      worker?.terminate();
    };
  }, [pattern, texts]);
  return search;
}
