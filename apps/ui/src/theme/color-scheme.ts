import { localStorageColorSchemeManager, useComputedColorScheme } from '@mantine/core';
import type { Scheme } from './run-palette';

/** The same key is read by public/color-scheme.js before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'runstead-color-scheme' });

/** The theme on screen now; follows the operating system while the choice is `System`. */
export function useScheme(): Scheme {
  return useComputedColorScheme('light', { getInitialValueInEffect: false });
}
