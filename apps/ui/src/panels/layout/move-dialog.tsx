import { Modal } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../../controls/button';
import controls from '../../controls/controls.module.css';
import { SelectField } from '../../controls/select-field';
import type { PanelSection } from '../panel-types';
import styles from '../panels.module.css';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly PanelSection[];
  readonly onMove: (id: string, section: string, index: number) => void;
  readonly onClose: () => void;
}

/** What dragging does, for the keyboard: a section and a place in it. */
export function MoveDialog({ id, title, sections, onMove, onClose }: Props) {
  const from = sections.find(({ panels }) => panels.some((panel) => panel.id === id));
  const [section, setSection] = useState(from?.name ?? sections[0]?.name ?? '');
  const others = sections.find(({ name }) => name === section)?.panels.filter((panel) => panel.id !== id) ?? [];
  const [place, setPlace] = useState('0');
  const places = [{ value: '0', label: 'First' }, ...others.map((panel, i) => ({ value: String(i + 1), label: `After ${panel.title}` }))];
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Move ${title}`}
      centered
      size={420}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 120 }}
    >
      <div className={styles.moveFields}>
        <SelectField
          label="Section"
          value={section}
          options={sections.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name) => {
            setSection(name);
            setPlace('0');
          }}
        />
        <SelectField label="Position" value={place} options={places} onChange={setPlace} />
      </div>
      <div className={controls.actions}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          onClick={() => {
            onMove(id, section, Number(place));
            onClose();
          }}
        >
          Move panel
        </Button>
      </div>
    </Modal>
  );
}
