import type { Layout, PanelOptions } from '@runstead/ui-contract';
import { naturalOrder } from '../../format/natural-order';
import type { PanelSection, PanelSpec } from '../panel-types';
import { kindLabel } from './panel-kinds';

type PanelsById = Readonly<Record<string, PanelOptions>>;

/** Panels that stand for no key of their own have ids that no key can have. */
const OWN = 'panel\u0001';
export const isOwnPanel = (id: string): boolean => id.startsWith(OWN);
export const ownPanelId = (random: string): string => `${OWN}${random}`;

/**
 * The automatic sections as the person arranged them. What no section of the layout lists goes where it belongs by its
 * prefix, at the end, so that a key logged for the first time appears without moving anything.
 */
export function arrangedSections(automatic: readonly PanelSection[], layout: Layout | undefined, panels: PanelsById = {}): PanelSection[] {
  if (!layout) return [...automatic];
  const removed = new Set(layout.removed);
  const bySpec = new Map(automatic.flatMap((section) => section.panels).map((panel) => [panel.id, panel]));
  const find = (id: string): PanelSpec | undefined => (isOwnPanel(id) ? ownPanel(id, panels[id]) : bySpec.get(id));
  const placed = new Set(layout.sections.flatMap((section) => section.panels));
  const rest = new Map(
    layout.manual ? [] : automatic.map(({ name, panels: all }) => [name, all.filter(({ id }) => !placed.has(id) && !removed.has(id))]),
  );
  const arranged = layout.sections.map((section): PanelSection => {
    const late = section.prefix === undefined ? [] : (rest.get(section.prefix) ?? []);
    if (section.prefix !== undefined) rest.delete(section.prefix);
    const { columns, height, prefix } = section;
    const startsClosed = automatic.find(({ name }) => name === prefix)?.startsClosed;
    const own = section.panels.flatMap((id) => find(id) ?? []);
    return { name: section.name, panels: [...own, ...late], prefix, columns, height, ...(startsClosed ? { startsClosed } : {}) };
  });
  const added = automatic
    .filter(({ name }) => (rest.get(name)?.length ?? 0) > 0)
    .map((section) => ({ ...section, panels: rest.get(section.name) ?? [] }));
  return [...arranged, ...added];
}

function ownPanel(id: string, options: PanelOptions | undefined): PanelSpec | undefined {
  if (!options) return undefined;
  const title = options.title ?? options.keys?.join(', ') ?? options.regex ?? kindLabel(options.kind ?? 'line');
  return { id, title: title || kindLabel(options.kind ?? 'line'), lines: (options.keys ?? []).map((key) => ({ key })) };
}

/** The layout that shows exactly what is shown now: what every edit starts from. */
export function layoutOf(sections: readonly PanelSection[], layout: Layout | undefined): Layout {
  return {
    ...(layout?.manual ? { manual: true } : {}),
    sections: sections.map(({ name, panels, prefix, columns, height }) => ({
      name,
      ...(prefix !== undefined ? { prefix } : layout?.sections.some((known) => known.name === name) ? {} : { prefix: name }),
      panels: panels.map(({ id }) => id),
      ...(columns ? { columns } : {}),
      ...(height ? { height } : {}),
    })),
    removed: layout?.removed ?? [],
  };
}

/** Puts the panel into a section, before the one at `index`; it leaves where it was. */
export function withPanelAt(layout: Layout, id: string, section: string, index: number): Layout {
  const sections = layout.sections.map((one) => {
    const others = one.panels.filter((other) => other !== id);
    if (one.name !== section) return { ...one, panels: others };
    return { ...one, panels: [...others.slice(0, index), id, ...others.slice(index)] };
  });
  return { ...layout, sections, removed: layout.removed.filter((other) => other !== id) };
}

/** An automatic panel is remembered as removed; one of the person's own is gone. */
export function withoutPanel(layout: Layout, id: string): Layout {
  return {
    ...layout,
    sections: layout.sections.map((one) => ({ ...one, panels: one.panels.filter((other) => other !== id) })),
    removed: isOwnPanel(id) ? layout.removed : [...layout.removed.filter((other) => other !== id), id],
  };
}

export function withoutSection(layout: Layout, name: string): Layout {
  const gone = layout.sections.find((one) => one.name === name)?.panels.filter((id) => !isOwnPanel(id)) ?? [];
  return { ...layout, sections: layout.sections.filter((one) => one.name !== name), removed: [...layout.removed, ...gone] };
}

/** A free name: `New section`, `New section 2`. */
export function freeName(layout: Layout, wanted: string): string {
  const taken = new Set(layout.sections.map(({ name }) => name));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted} ${count}`;
    if (!taken.has(name)) return name;
  }
}

export function withNewSection(layout: Layout, at: number, wanted = 'New section'): Layout {
  const made = { name: freeName(layout, wanted), panels: [] };
  return { ...layout, sections: [...layout.sections.slice(0, at), made, ...layout.sections.slice(at)] };
}

export function withSectionMoved(layout: Layout, name: string, by: 1 | -1): Layout {
  const from = layout.sections.findIndex((one) => one.name === name);
  const to = from + by;
  const [moved, other] = [layout.sections[from], layout.sections[to]];
  if (!moved || !other) return layout;
  return { ...layout, sections: layout.sections.map((one, i) => (i === from ? other : i === to ? moved : one)) };
}

type SectionChanges = Partial<Pick<Layout['sections'][number], 'name' | 'columns' | 'height' | 'panels'>>;

export const withSection = (layout: Layout, name: string, changes: SectionChanges): Layout => ({
  ...layout,
  sections: layout.sections.map((one) => (one.name === name ? { ...one, ...changes } : one)),
});

export const sortedSection = (layout: Layout, name: string, titleOf: (id: string) => string): Layout => {
  const section = layout.sections.find((one) => one.name === name);
  if (!section) return layout;
  return withSection(layout, name, { panels: [...section.panels].sort((a, b) => naturalOrder(titleOf(a), titleOf(b))) });
};
