import { useState } from 'react';
import type { PanelSettings } from '../panels/panel-types';

/** How the panels of a tab are drawn, until the page is left. */
export function usePanelSettings(start: Partial<PanelSettings>): readonly [PanelSettings, (changes: Partial<PanelSettings>) => void] {
  const [settings, setSettings] = useState<PanelSettings>({ xAxis: 'step', smoothing: 0, maxRuns: 10, closedSections: [], ...start });
  return [settings, (changes) => setSettings((before) => ({ ...before, ...changes }))];
}
