import { memo, useMemo, type CSSProperties } from 'react';
import '../../theme/ansi.css';
import { ansiSpans, type AnsiSpan } from './ansi-spans';
import { markedSpans } from './marked-spans';

/** A console line in its colours, with what a search found marked. Everything is text. */
export const AnsiText = memo(function AnsiText({ line, search }: { readonly line: string; readonly search: string }) {
  const spans = useMemo(() => ansiSpans(line), [line]);
  return markedSpans(spans, search).map((span, i) => {
    const Tag = span.marked ? 'mark' : 'span';
    return (
      <Tag key={i} {...lookOf(span)}>
        {span.text}
      </Tag>
    );
  });
});

/** Attributes for theme/ansi.css; only a colour that the program itself chose is a value, all others are names. */
function lookOf({ fg, bg, bold, faint, italic, underline }: AnsiSpan) {
  const own: Record<string, string> = {};
  if (typeof fg === 'string') own['--ansi-own'] = fg;
  if (bg !== null) own['--ansi-back'] = typeof bg === 'string' ? bg : `var(--ansi-${bg})`;
  const look = [bold && 'bold', faint && 'faint', italic && 'italic', underline && 'underline'].filter(Boolean).join(' ');
  return {
    'data-fg': fg === null ? undefined : typeof fg === 'number' ? fg : 'own',
    'data-bg': bg === null ? undefined : '',
    'data-look': look || undefined,
    style: Object.keys(own).length > 0 ? (own as CSSProperties) : undefined,
  };
}
