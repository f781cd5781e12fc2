import type { MetricKeys } from '@runstead/ui-contract';
import { naturalOrder } from '../format/natural-order';
import type { PanelSection, PanelSpec } from './panel-types';

/** Where keys without a prefix go. */
const PLAIN = 'Charts';

/** Automatic sections (UI 5.3): the text before the first `/`; `Charts` first, then natural order. Numeric keys only, none that begins with `_`. */
export function sectionsOfKeys(keys: MetricKeys['keys']): PanelSection[] {
  const sections = new Map<string, PanelSpec[]>();
  const numeric = keys.filter(({ key, kind }) => kind === 'number' && !key.startsWith('_')).map(({ key }) => key);
  for (const key of [...new Set(numeric)].sort(naturalOrder)) {
    const slash = key.indexOf('/');
    const name = slash > 0 ? key.slice(0, slash) : PLAIN;
    const panels = sections.get(name) ?? [];
    panels.push({ id: key, title: key, lines: [{ key }] });
    sections.set(name, panels);
  }
  return [...sections]
    .map(([name, panels]) => ({ name, panels }))
    .sort((a, b) => Number(b.name === PLAIN) - Number(a.name === PLAIN) || naturalOrder(a.name, b.name));
}
