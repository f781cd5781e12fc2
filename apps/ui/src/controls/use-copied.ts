import { useEffect, useState } from 'react';
import { copyText } from './copy-text';

/** `copied` for two seconds after a copy; `refused` when the browser did not allow it. */
export type CopyState = 'idle' | 'copied' | 'refused';

export function useCopied(text: string): [CopyState, () => void] {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  return [state, () => void copyText(text).then((ok) => setState(ok ? 'copied' : 'refused'))];
}
