import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useDebounced } from './use-debounced';

const SEARCH_AFTER_MS = 150;

/** The search stands in the address, so that a link shows the same runs. */
export function useSearchInAddress(): [string, (search: string) => void] {
  const { q = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [text, setText] = useState(q);
  const settled = useDebounced(text, SEARCH_AFTER_MS);
  useEffect(() => {
    void navigate({ to: '.', search: (last) => ({ ...last, q: settled || undefined }), replace: true });
  }, [settled, navigate]);
  return [text, setText];
}
