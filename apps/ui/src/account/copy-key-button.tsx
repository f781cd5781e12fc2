import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../controls/button';

/** A button with words, because copying the key is what this page is for. */
export function CopyKeyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button look="primary" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span aria-live="polite">{copied ? 'Copied' : 'Copy key'}</span>
    </Button>
  );
}
