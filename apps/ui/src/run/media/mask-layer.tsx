import { useEffect, useRef } from 'react';
import { useScheme } from '../../theme/color-scheme';
import { classColour } from './class-colour';
import styles from './media.module.css';

interface Props {
  readonly address: string;
  readonly off: ReadonlySet<string>;
  readonly onClasses: (classes: readonly number[]) => void;
}

/** Half seen through: the image below stays readable. */
const OPACITY = 110;

/** A mask's grey value is its class (protocol 7.3): each class is drawn in its colour, class 0 is the background. */
export function MaskLayer({ address, off, onClasses }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const note = useRef(onClasses);
  useEffect(() => {
    note.current = onClasses;
  });
  useEffect(() => {
    const mask = new Image();
    let wanted = true;
    mask.onload = () => {
      if (!wanted || !canvas.current) return;
      const found = paint(canvas.current, mask, (id) => (off.has(`mask:${id}`) ? null : classColour(id, scheme)));
      note.current(found);
    };
    mask.src = address;
    return () => {
      wanted = false;
    };
  }, [address, off, scheme]);
  return <canvas ref={canvas} className={styles.mask} aria-hidden="true" />;
}

function paint(canvas: HTMLCanvasElement, mask: HTMLImageElement, colourOf: (id: number) => string | null): number[] {
  canvas.width = mask.naturalWidth;
  canvas.height = mask.naturalHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || canvas.width === 0 || canvas.height === 0) return [];
  context.drawImage(mask, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const { data } = pixels;
  const colours = new Map<number, readonly number[] | null>();
  for (let at = 0; at < data.length; at += 4) {
    const id = data[at] ?? 0;
    let colour = colours.get(id);
    if (colour === undefined) {
      const text = id === 0 ? null : colourOf(id);
      colour = text === null ? null : [1, 3, 5].map((from) => parseInt(text.slice(from, from + 2), 16));
      colours.set(id, colour);
    }
    for (let channel = 0; channel < 3; channel += 1) data[at + channel] = colour?.[channel] ?? 0;
    data[at + 3] = colour ? OPACITY : 0;
  }
  context.putImageData(pixels, 0, 0);
  return [...colours.keys()].filter((id) => id !== 0);
}
