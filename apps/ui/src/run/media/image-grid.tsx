import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { RunAddress } from '../../api/runs';
import { visibleText } from '../../format/visible-text';
import { fileTextQuery } from '../files/files-api';
import { classesOf, readBoxes, type BoxFile } from './box-file';
import { ClassToggles } from './class-toggles';
import { ImageDialog } from './image-dialog';
import { ImageLayers } from './image-layers';
import type { MediaItem } from './media-value';
import styles from './media.module.css';

interface Props {
  readonly at: RunAddress;
  readonly name: string;
  readonly items: readonly MediaItem[];
}

/** The images of one step with their captions; boxes and masks lie over them and are switched by class. */
export function ImageGrid({ at, name, items }: Props) {
  const boxPaths = useMemo(() => [...new Set(items.flatMap((item) => Object.values(item.boxes)))], [items]);
  const boxTexts = useQueries({ queries: boxPaths.map((path) => fileTextQuery(at, path, 0)) });
  const boxes = new Map<string, BoxFile>();
  for (const [i, path] of boxPaths.entries()) {
    const text = boxTexts[i]?.data;
    if (text !== undefined) boxes.set(path, readBoxes(text));
  }
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [large, setLarge] = useState<number | null>(null);
  const [maskClasses, setMaskClasses] = useState<readonly number[]>([]);
  const classes = classesOf([...boxes.values()], maskClasses);
  const noteMask = (found: readonly number[]): void =>
    setMaskClasses((known) =>
      found.every((one) => known.includes(one)) ? known : [...new Set([...known, ...found])].sort((a, b) => a - b),
    );
  const layers = { at, boxes, off, onMaskClasses: noteMask };
  return (
    <>
      <ClassToggles classes={classes} off={off} onOff={setOff} />
      <ul className={styles.images} data-count={items.length === 1 ? 'one' : 'many'}>
        {items.map((item, i) => (
          <li key={i}>
            <button
              type="button"
              className={styles.image}
              aria-label={`Enlarge ${visibleText(item.caption ?? name)}`}
              onClick={() => setLarge(i)}
            >
              <ImageLayers {...layers} item={item} name={item.caption ?? name} />
            </button>
            {item.caption ? (
              <p className={styles.caption} title={visibleText(item.caption)}>
                <bdi>{visibleText(item.caption)}</bdi>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {large === null ? null : (
        <ImageDialog items={items} index={large} name={name} layers={layers} onIndex={setLarge} onClose={() => setLarge(null)} />
      )}
    </>
  );
}
