import type { Layout, PanelKind, PanelOptions } from '@runstead/ui-contract';
import { useMemo, useRef } from 'react';
import { withOptions, withPanelOptions } from '../panel-options';
import type { SectionActions } from '../panel-section';
import type { PanelSection, PanelSettings } from '../panel-types';
import {
  isOwnPanel,
  layoutOf,
  ownPanelId,
  sortedSection,
  withNewSection,
  withPanelAt,
  withSection,
  withSectionMoved,
  withoutPanel,
  withoutSection,
} from './arranged-sections';

export interface LayoutEdits {
  readonly setOptions: (id: string, changes: Partial<PanelOptions>) => void;
  readonly replaceOptions: (id: string, options: PanelOptions) => void;
  readonly duplicate: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly move: (id: string, section: string, index: number) => void;
  readonly resize: (section: string, columns: number, height: number) => void;
  /** Adds a panel of the person's own to the section, the first one by default; answers its id. */
  readonly add: (kind: PanelKind, options: PanelOptions, section?: string) => string;
  /** Takes back that automatic panels were removed. */
  readonly putBackAll: (ids: readonly string[]) => void;
  readonly section: Omit<SectionActions, 'add'>;
}

interface Input {
  readonly sections: readonly PanelSection[];
  readonly settings: PanelSettings;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
}

/** Every change of the arrangement; one object for the life of the page. Each is one step of undo. */
export function useLayoutEdits(input: Input): LayoutEdits {
  const current = useRef(input);
  current.current = input;
  return useMemo(() => {
    const layout = (): Layout => layoutOf(current.current.sections, current.current.settings.layout);
    const save = (next: Layout, panels?: PanelSettings['panels']): void =>
      current.current.onSettings({ layout: next, ...(panels ? { panels } : {}) });
    const panels = (): NonNullable<PanelSettings['panels']> => current.current.settings.panels ?? {};
    const place = (id: string): { section: string; index: number } => {
      const section = current.current.sections.find((one) => one.panels.some((panel) => panel.id === id));
      return { section: section?.name ?? '', index: section?.panels.findIndex((panel) => panel.id === id) ?? 0 };
    };
    const replaceOptions = (id: string, options: PanelOptions): void =>
      current.current.onSettings({ panels: withPanelOptions(panels(), id, options) });
    const withFirst = (now: Layout): Layout => (now.sections.length > 0 ? now : withNewSection(now, 0, 'Charts'));
    return {
      replaceOptions,
      setOptions: (id, changes) => replaceOptions(id, withOptions(panels()[id] ?? {}, changes)),
      duplicate: (id) => {
        const { section, index } = place(id);
        const panel = current.current.sections.flatMap((one) => one.panels).find((one) => one.id === id);
        const options = panels()[id] ?? {};
        const title = `${options.title ?? panel?.title ?? ''} copy`;
        const keys = options.keys ?? panel?.lines.map(({ key }) => key) ?? [];
        const copy = ownPanelId(randomText());
        const own = { ...options, title, ...(keys.length > 0 && !options.regex ? { keys } : {}) };
        save(withPanelAt(layout(), copy, section, index + 1), { ...panels(), [copy]: own });
      },
      remove: (id) => save(withoutPanel(layout(), id), isOwnPanel(id) ? withPanelOptions(panels(), id, undefined) : undefined),
      move: (id, section, index) => save(withPanelAt(layout(), id, section, index)),
      resize: (section, columns, height) => save(withSection(layout(), section, { columns, height })),
      add: (kind, options, section) => {
        const id = ownPanelId(randomText());
        const now = withFirst(layout());
        const into = section ?? now.sections[0]?.name ?? '';
        save(withPanelAt(now, id, into, 0), { ...panels(), [id]: { kind, ...options } });
        return id;
      },
      putBackAll: (ids) => {
        const now = { ...layout(), removed: layout().removed.filter((other) => !ids.includes(other)) };
        // Nothing comes back by itself into a workspace that the person fills by hand.
        save(
          now.manual ? ids.reduce((made, id) => withPanelAt(made, id, withFirst(made).sections[0]?.name ?? '', 0), withFirst(now)) : now,
        );
      },
      section: {
        rename: (name, next) => save(withSection(layout(), name, { name: next })),
        sort: (name) => {
          const titles = new Map(current.current.sections.flatMap((one) => one.panels).map((panel) => [panel.id, panel.title]));
          save(sortedSection(layout(), name, (id) => titles.get(id) ?? id));
        },
        columns: (name, columns) => save(withColumns(layout(), name, columns)),
        insert: (name, where) => {
          const at = current.current.sections.findIndex((one) => one.name === name);
          save(withNewSection(layout(), where === 'above' ? at : at + 1));
        },
        move: (name, by) => save(withSectionMoved(layout(), name, by)),
        remove: (name) => save(withoutSection(layout(), name)),
      },
    };
  }, []);
}

function withColumns(layout: Layout, name: string, columns: number | undefined): Layout {
  if (columns !== undefined) return withSection(layout, name, { columns });
  return {
    ...layout,
    sections: layout.sections.map((one) => {
      if (one.name !== name) return one;
      const { columns: _columns, height: _height, ...automatic } = one;
      return automatic;
    }),
  };
}

/** Ids are the person's own and need to be unique among their panels only. */
const randomText = (): string => Math.random().toString(36).slice(2, 12);
