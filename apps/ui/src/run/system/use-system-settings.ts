import { useState } from 'react';
import type { PanelSettings } from '../../panels/panel-types';
import { usePanelLayout } from '../use-panel-layout';
import type { RunAddress } from '../../api/runs';

/** System metrics have steps of their own: x is time and nothing is smoothed unless asked, until the page is left. */
export function useSystemSettings(at: RunAddress): readonly [PanelSettings, (changes: Partial<PanelSettings>) => void] {
  const layout = usePanelLayout(at);
  const [own, setOwn] = useState<Pick<PanelSettings, 'xAxis' | 'smoothing'>>({ xAxis: 'runtime', smoothing: 0 });
  return [
    { ...layout.settings, ...own },
    ({ xAxis = own.xAxis, smoothing = own.smoothing, ...rest }) => {
      setOwn({ xAxis, smoothing });
      if (Object.keys(rest).length > 0) layout.change(rest);
    },
  ];
}
