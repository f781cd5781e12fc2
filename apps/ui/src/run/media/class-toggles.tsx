import { visibleText } from '../../format/visible-text';
import { useScheme } from '../../theme/color-scheme';
import type { ImageClass } from './box-file';
import { classColour } from './class-colour';
import styles from './media.module.css';

interface Props {
  readonly classes: readonly ImageClass[];
  /** Keys of the classes that are not drawn. */
  readonly off: ReadonlySet<string>;
  readonly onOff: (off: ReadonlySet<string>) => void;
}

/** One switch a class of boxes and masks. */
export function ClassToggles({ classes, off, onOff }: Props) {
  const scheme = useScheme();
  if (classes.length === 0) return null;
  return (
    <div className={styles.classes} role="group" aria-label="Classes">
      {classes.map(({ id, key, label }) => (
        <button
          key={key}
          type="button"
          aria-pressed={!off.has(key)}
          onClick={() => {
            const next = new Set(off);
            if (!next.delete(key)) next.add(key);
            onOff(next);
          }}
        >
          <span style={{ background: classColour(id, scheme) }} aria-hidden="true" />
          <bdi>{visibleText(label)}</bdi>
        </button>
      ))}
    </div>
  );
}
