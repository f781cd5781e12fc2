import { Check, Copy, X } from 'lucide-react';
import { IconButton } from './button';
import { useCopied, type CopyState } from './use-copied';

const SAID: Record<CopyState, string> = { idle: '', copied: 'Copied', refused: 'The browser does not allow copying' };
const ICONS = { idle: Copy, copied: Check, refused: X };

/** Says `Copied` for two seconds, also to assistive tech. `label` as in `Copy run path`. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, copy] = useCopied(text);
  const Icon = ICONS[state];
  return (
    <>
      <IconButton label={label} small onClick={copy}>
        <Icon size={14} aria-hidden="true" />
      </IconButton>
      <span className="visually-hidden" role="status">
        {SAID[state]}
      </span>
    </>
  );
}
