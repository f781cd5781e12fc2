import { Modal } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '../controls/button';
import { OtherPanel } from './kinds/other-panel';
import { Panel, type PanelProps } from './panel';
import styles from './panels.module.css';

interface Props extends Omit<PanelProps, 'fullScreen' | 'match'> {
  readonly onClose: () => void;
  /** Null at the ends of the section. */
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
}

export function FullScreenPanel({ onClose, onPrevious, onNext, ...panel }: Props) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement || (event.target instanceof Element && event.target.closest('[data-testid="panel"]')))
        return;
      if (event.key === 'ArrowLeft') onPrevious?.();
      if (event.key === 'ArrowRight') onNext?.();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [onPrevious, onNext]);
  const Kind = (panel.options.kind ?? 'line') === 'line' ? Panel : OtherPanel;
  const title = (
    <span style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
      <IconButton label="Previous" small disabled={!onPrevious} onClick={() => onPrevious?.()}>
        <ChevronLeft size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label="Next" small disabled={!onNext} onClick={() => onNext?.()}>
        <ChevronRight size={16} aria-hidden="true" />
      </IconButton>
      <span className="visually-hidden">{panel.panel.title}</span>
    </span>
  );
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close full screen' }}
      transitionProps={{ duration: 0 }}
    >
      <div className={styles.fullScreen}>
        <Kind key={panel.panel.id} {...panel} match={null} fullScreen />
      </div>
    </Modal>
  );
}
