import { Check, Copy } from 'lucide-react';
import { Button } from '../controls/button';
import { useCopied } from '../controls/use-copied';

const WORDS = { idle: 'Copy key', copied: 'Copied', refused: 'Copy it by hand' };

/** A button with words, because copying the key is what this page is for. */
export function CopyKeyButton({ text }: { readonly text: string }) {
  const [state, copy] = useCopied(text);
  return (
    <Button look="primary" onClick={copy}>
      {state === 'copied' ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span aria-live="polite">{WORDS[state]}</span>
    </Button>
  );
}
