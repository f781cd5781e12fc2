import { createTheme, type MantineColorsTuple } from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#eef0fd',
  '#dde1fb',
  '#b9c1f6',
  '#94a1f8',
  '#7d8cf5',
  '#5b6be6',
  '#4355d8',
  '#3646bf',
  '#2c3aa3',
  '#232f86',
];

/** Only what the floating parts of Mantine need; all other sizes and colours are in tokens.css. */
export const mantineTheme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 4 },
  colors: { indigo },
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '0.6875rem', sm: '0.75rem', md: '0.8125rem', lg: '0.9375rem', xl: '1.125rem' },
  defaultRadius: 4,
  respectReducedMotion: true,
  cursorType: 'pointer',
});
