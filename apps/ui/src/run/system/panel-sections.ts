import type { PanelSection } from '../../panels/panel-types';
import { lineLabel, type SystemSection } from './system-panels';

/** Totals since the start: drawn as logged, or as change per second (UI 10.3). */
const COUNTERS = /^(Disk read|Disk write|Network traffic)$/;

/** Sections for the panel area; `node` keeps one host's lines ('' keeps all). */
export function panelSections(sections: readonly SystemSection[], node: string, perSecond: boolean): PanelSection[] {
  return sections
    .map(({ name, panels }) => ({
      name,
      panels: panels.flatMap((panel) => {
        const lines = panel.lines.filter((line) => node === '' || line.node === node);
        if (lines.length === 0) return [];
        const counter = perSecond && COUNTERS.test(panel.title);
        return [
          {
            id: panel.id,
            title: panel.title,
            unit: counter ? `${panel.unit}/s` : panel.unit || undefined,
            lines: lines.map((line) => ({ key: line.key, label: lineLabel(line) })),
            yRange: panel.percent ? ([0, 100] as const) : undefined,
            perSecond: counter || undefined,
          },
        ];
      }),
    }))
    .filter((section) => section.panels.length > 0);
}

export const hasCounters = (sections: readonly SystemSection[]): boolean =>
  sections.some((section) => section.panels.some((panel) => COUNTERS.test(panel.title)));
