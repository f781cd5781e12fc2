import { Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Button, IconButton } from '../../controls/button';
import { formatCount } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { ImageLayers, type Layers } from './image-layers';
import type { MediaItem } from './media-value';
import styles from './media.module.css';

interface Props {
  readonly items: readonly MediaItem[];
  readonly index: number;
  readonly name: string;
  readonly layers: Layers;
  readonly onIndex: (index: number) => void;
  readonly onClose: () => void;
}

/** One image as large as the window, or pixel for pixel. The arrow keys go through the step's images. */
export function ImageDialog({ items, index, name, layers, onIndex, onClose }: Props) {
  const [actual, setActual] = useState(false);
  const item = items[index];
  if (!item) return null;
  const go = (by: number): void => onIndex((index + by + items.length) % items.length);
  const turn = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined && items.length > 1) go(by);
  };
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      title={visibleText(item.caption ?? name)}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
      onKeyDown={turn}
    >
      <div className={styles.dialogBar}>
        {items.length > 1 ? (
          <>
            <IconButton label="Previous image" onClick={() => go(-1)}>
              <ChevronLeft size={16} aria-hidden="true" />
            </IconButton>
            <span>
              {formatCount(index + 1)} of {formatCount(items.length)}
            </span>
            <IconButton label="Next image" onClick={() => go(1)}>
              <ChevronRight size={16} aria-hidden="true" />
            </IconButton>
          </>
        ) : null}
        <Button aria-pressed={actual} onClick={() => setActual(!actual)}>
          Actual pixels
        </Button>
        <Link to="/$entity/$project/runs/$run/files/$" params={{ ...layers.at, _splat: item.path }} className={styles.open}>
          Open the file
        </Link>
      </div>
      <div
        className={styles.stage}
        data-actual={actual ? '' : undefined}
        style={item.size && !actual ? { maxWidth: `calc((100dvh - 132px) * ${item.size.width / item.size.height})` } : undefined}
      >
        <span style={item.size && actual ? { width: item.size.width } : undefined}>
          <ImageLayers key={item.path} {...layers} item={item} name={item.caption ?? name} />
        </span>
      </div>
    </Modal>
  );
}
