import { visibleText } from '../../format/visible-text';

/** A piece of a console line with one look. `fg` and `bg` are palette numbers 0-15 or a `#rrggbb`; null is the page's own colour. */
export interface AnsiSpan {
  readonly text: string;
  readonly fg: number | string | null;
  readonly bg: number | string | null;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

type Look = Omit<AnsiSpan, 'text'>;
const PLAIN: Look = { fg: null, bg: null, bold: false, faint: false, italic: false, underline: false };

// OSC (titles, hyperlinks) up to BEL or ST, CSI, and two-character escapes: only CSI … m changes anything here.
const ESCAPE = /\u001b(?:\](?:[^\u0007\u001b]*)(?:\u0007|\u001b\\)?|\[([0-9;:?<=>]*)[ -/]*([@-~])|[ -/]*[0-~])/g;

const hex = (n: number): string => Math.min(255, Math.max(0, n)).toString(16).padStart(2, '0');

/** Colour `n` of the 256-colour palette: 0-15 stay numbers, so that the theme gives them a readable shade. */
export function paletteColour(n: number): number | string {
  if (n < 16) return n;
  if (n >= 232) return `#${hex(8 + (n - 232) * 10).repeat(3)}`;
  const level = (i: number): number => (i === 0 ? 0 : 55 + i * 40);
  const cube = n - 16;
  return `#${hex(level(Math.floor(cube / 36)))}${hex(level(Math.floor(cube / 6) % 6))}${hex(level(cube % 6))}`;
}

/** Reads `5;n` or `2;r;g;b` after a 38 or 48; answers the colour and how many numbers it took, or null when malformed. */
function extendedColour(codes: readonly number[], at: number): { colour: number | string; used: number } | null {
  const n = codes[at + 1];
  if (codes[at] === 5 && n !== undefined && n <= 255) return { colour: paletteColour(n), used: 2 };
  const [r, g, b] = codes.slice(at + 1, at + 4);
  if (codes[at] === 2 && r !== undefined && g !== undefined && b !== undefined) return { colour: `#${hex(r)}${hex(g)}${hex(b)}`, used: 4 };
  return null;
}

const SWITCHES: Readonly<Record<number, Partial<Look>>> = {
  0: PLAIN,
  1: { bold: true },
  2: { faint: true },
  3: { italic: true },
  4: { underline: true },
  22: { bold: false, faint: false },
  23: { italic: false },
  24: { underline: false },
  39: { fg: null },
  49: { bg: null },
};

function basicColour(code: number): Partial<Look> | null {
  if (code >= 30 && code <= 37) return { fg: code - 30 };
  if (code >= 90 && code <= 97) return { fg: code - 90 + 8 };
  if (code >= 40 && code <= 47) return { bg: code - 40 };
  if (code >= 100 && code <= 107) return { bg: code - 100 + 8 };
  return null;
}

/** `look` after one `ESC [ … m`; unknown numbers are passed over. Inverse video is kept out: the theme owns the background. */
function changedLook(look: Look, parameters: string): Look {
  const codes = parameters.split(/[;:]/).map((part) => (part === '' ? 0 : Number(part)));
  let next = look;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const extended = extendedColour(codes, i + 1);
      if (!extended) return next;
      next = { ...next, [code === 38 ? 'fg' : 'bg']: extended.colour };
      i += extended.used;
    } else next = { ...next, ...(SWITCHES[code] ?? basicColour(code)) };
  }
  return next;
}

/** What a terminal shows of a line that was rewritten with carriage returns: its last state, so a progress bar is one line. */
export function lastRewrite(line: string): string {
  if (!line.includes('\r')) return line;
  const states = line.split('\r').filter((state) => state !== '');
  return states.at(-1) ?? '';
}

// Nothing in a log can reorder or hide text (UI 17.2); only tabs stay what they are.
const visible = (text: string): string => text.split('\t').map(visibleText).join('\t');

/**
 * A console line as pieces of plain text with their look: 16, 256 and true colour, bold, faint, italic, underline, reset.
 * Every other escape sequence is removed. The pieces are text for the page to show, never HTML.
 */
export function ansiSpans(line: string): AnsiSpan[] {
  const text = lastRewrite(line);
  const spans: AnsiSpan[] = [];
  let look = PLAIN;
  let from = 0;
  const add = (piece: string): void => {
    if (piece !== '') spans.push({ ...look, text: visible(piece) });
  };
  for (const match of text.matchAll(ESCAPE)) {
    add(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === 'm') look = changedLook(look, match[1] ?? '');
  }
  add(text.slice(from));
  return spans;
}

/** The text that a reader sees, for copying and for marking what a search found. */
export const plainText = (line: string): string =>
  ansiSpans(line)
    .map((span) => span.text)
    .join('');
