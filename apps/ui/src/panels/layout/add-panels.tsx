import { Modal } from '@mantine/core';
import type { PanelKind, PanelOptions } from '@runstead/ui-contract';
import { Check, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../controls/button';
import { SearchField } from '../../controls/search-field';
import { visibleText } from '../../format/visible-text';
import type { PanelSection } from '../panel-types';
import { usePanelSearch } from '../use-panel-search';
import styles from './add-panels.module.css';
import { KIND_CHOICES } from './panel-kinds';
import type { LayoutEdits } from './use-layout-edits';

interface Props {
  /** Where panels go; undefined is the first section. */
  readonly section: string | undefined;
  readonly sections: readonly PanelSection[];
  readonly automatic: readonly PanelSection[];
  readonly edits: LayoutEdits;
  /** A new panel needs to be told what it shows. */
  readonly onEdit: (id: string) => void;
  readonly onClose: () => void;
}

const START: Partial<Record<PanelKind, PanelOptions>> = {
  markdown: { markdown: '## Notes\n\nWhat these runs are about.' },
  comparer: { diffOnly: true },
};

/** Every key at once, every kind of panel, and several keys in one plot by a pattern. */
export function AddPanels({ section, sections, automatic, edits, onEdit, onClose }: Props) {
  const [search, setSearch] = useState('');
  const present = useMemo(() => new Set(sections.flatMap(({ panels }) => panels.map(({ id }) => id))), [sections]);
  const keys = useMemo(() => automatic.flatMap(({ panels }) => panels.map(({ id }) => id)), [automatic]);
  const { matches, hint } = usePanelSearch(search, keys);
  const found = keys.filter((_, i) => !matches || matches[i]);
  const missing = found.filter((key) => !present.has(key));
  const kinds = KIND_CHOICES.filter(({ label, says }) => `${label} ${says}`.toLowerCase().includes(search.trim().toLowerCase()) || matches);
  const add = (kind: PanelKind, options: PanelOptions = START[kind] ?? {}): void => {
    const id = edits.add(kind, options, section);
    // Its place exists once the page has drawn the new layout.
    requestAnimationFrame(() => onEdit(id));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={section ? `Add panels to ${section}` : 'Add panels'}
      size={760}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <SearchField label="Search keys and panel types" value={search} onChange={setSearch} problem={hint} data-autofocus="" />
      <div className={styles.columns}>
        <section aria-label="Panel types">
          <h3>Panel types</h3>
          <ul className={styles.kinds}>
            {kinds.map(({ kind, label, says }) => (
              <li key={kind}>
                <button type="button" onClick={() => add(kind)}>
                  <strong>{label}</strong>
                  <span>{says}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <section aria-label="Quick add">
          <h3>
            Quick add <span>{found.length}</span>
          </h3>
          {search.trim() !== '' && found.length > 1 ? (
            <Button onClick={() => add('line', { regex: search, title: search })}>Multi-metric: {found.length} keys in one plot</Button>
          ) : null}
          {missing.length > 0 ? (
            <Button
              onClick={() => {
                edits.putBackAll(missing);
                onClose();
              }}
            >
              Add all {missing.length}
            </Button>
          ) : null}
          <ul className={styles.keys} tabIndex={0} aria-label="Keys">
            {found.slice(0, MOST).map((key) => (
              <li key={key}>
                <bdi>{visibleText(key)}</bdi>
                {present.has(key) ? (
                  <Check size={14} role="img" aria-label="Already there" />
                ) : (
                  <button type="button" aria-label={`Add ${key}`} onClick={() => edits.putBackAll([key])}>
                    <Plus size={14} aria-hidden="true" />
                  </button>
                )}
              </li>
            ))}
            {found.length === 0 ? <li>No key matches</li> : null}
          </ul>
        </section>
      </div>
    </Modal>
  );
}

const MOST = 200;
