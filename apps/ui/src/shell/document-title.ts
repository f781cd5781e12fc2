import { useEffect } from 'react';

/** `{title} · Runstead` while the caller is on screen. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Runstead` : 'Runstead';
  }, [title]);
}
