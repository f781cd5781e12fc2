import { useState } from 'react';
import type { RunAddress } from '../../api/runs';
import { visibleText } from '../../format/visible-text';
import { useScheme } from '../../theme/color-scheme';
import { fileAddress } from '../files/files-api';
import type { Box, BoxFile } from './box-file';
import { classColour } from './class-colour';
import { MaskLayer } from './mask-layer';
import type { MediaItem } from './media-value';
import styles from './media.module.css';

export interface Layers {
  readonly at: RunAddress;
  /** By run file. */
  readonly boxes: ReadonlyMap<string, BoxFile>;
  readonly off: ReadonlySet<string>;
  readonly onMaskClasses: (classes: readonly number[]) => void;
}

interface Props extends Layers {
  readonly item: MediaItem;
  readonly name: string;
}

/** An image under its masks and boxes. Its place has the image's shape before the first byte has arrived. */
export function ImageLayers({ at, boxes, off, onMaskClasses, item, name }: Props) {
  const [natural, setNatural] = useState(item.size);
  const [broken, setBroken] = useState(false);
  const shown = Object.values(item.boxes).flatMap((path) => boxes.get(path)?.boxes ?? []);
  if (broken) return <span className={styles.broken}>This image is not there, or is none.</span>;
  return (
    <span className={styles.layers} style={natural ? { aspectRatio: `${natural.width} / ${natural.height}` } : undefined}>
      <img
        src={fileAddress(at, item.path)}
        alt={visibleText(name)}
        loading="lazy"
        // A picture of a few pixels is looked at pixel by pixel.
        data-small={natural && natural.width < 128 ? '' : undefined}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
          if (!natural && width > 0) setNatural({ width, height });
        }}
        onError={() => setBroken(true)}
      />
      {Object.values(item.masks).map((path) => (
        <MaskLayer key={path} address={fileAddress(at, path)} off={off} onClasses={onMaskClasses} />
      ))}
      {natural && shown.length > 0 ? <BoxLayer boxes={shown} off={off} size={natural} /> : null}
    </span>
  );
}

function BoxLayer({
  boxes,
  off,
  size,
}: {
  readonly boxes: readonly Box[];
  readonly off: ReadonlySet<string>;
  readonly size: NonNullable<MediaItem['size']>;
}) {
  const scheme = useScheme();
  return boxes
    .filter((box) => !off.has(`box:${box.classId}`))
    .map((box, i) => {
      const [across, down] = box.pixels ? [size.width, size.height] : [1, 1];
      const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
      return (
        <span
          key={i}
          className={styles.box}
          style={{
            left: percent(box.left, across),
            top: percent(box.top, down),
            width: percent(box.width, across),
            height: percent(box.height, down),
            borderColor: classColour(box.classId, scheme),
          }}
          title={visibleText(box.caption)}
        >
          {box.caption ? <small>{visibleText(box.caption)}</small> : null}
        </span>
      );
    });
}
