/** Run colours of both themes: every pair stays apart under normal and colour-blind vision, each has 3:1 against the panel (tested beside this file). */
export const RUN_PALETTE = {
  light: ['#2033c8', '#a28917', '#793523', '#2675a9', '#5d318a', '#cf1e8d', '#636e04', '#9e405d', '#2ba27b', '#8657ee'],
  dark: ['#4a6ff0', '#e1cd7f', '#cf6145', '#6ba8d6', '#8c5cc4', '#aa5281', '#a7b55e', '#d6859a', '#94e2c1', '#9d7df7'],
} as const;

/** The panel backgrounds (`--surface`) that the palette was computed against. */
export const PANEL_BACKGROUND = { light: '#ffffff', dark: '#14171c' } as const;

/** Ten further colours to choose from, labelled `Not colour-blind safe`. */
export const COLOUR_PRESETS = [
  '#e03131',
  '#f76707',
  '#f2b705',
  '#37b24d',
  '#12b8a6',
  '#1c7ed6',
  '#7048e8',
  '#d6336c',
  '#8d6e63',
  '#868e96',
] as const;

/** Line dashes in pixels, by dash index. */
export const RUN_DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

export type Scheme = keyof typeof RUN_PALETTE;
