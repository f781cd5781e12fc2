import type { PanelSection } from './panel-types';

/** A section that starts closed is listed as `open:{name}` once the person opened it. */
const listed = (section: PanelSection): string => (section.startsClosed ? `open:${section.name}` : section.name);

export function isOpen(section: PanelSection, closed: readonly string[]): boolean {
  return closed.includes(listed(section)) === Boolean(section.startsClosed);
}

export function toggled(section: PanelSection, closed: readonly string[]): string[] {
  const entry = listed(section);
  return closed.includes(entry) ? closed.filter((name) => name !== entry) : [...closed, entry];
}
