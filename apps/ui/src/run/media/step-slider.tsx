import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { CSSProperties } from 'react';
import { IconButton } from '../../controls/button';
import { formatCount } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import styles from './media.module.css';
import type { StepPlace } from './step-place';

interface Props {
  readonly name: string;
  readonly place: StepPlace;
  readonly count: number;
  readonly onIndex: (index: number) => void;
}

/** Stops only at steps that exist, and says which one is shown: `step 20 · 2 of 3`, `step 20 (nearest)`. */
export function StepSlider({ name, place, count, onIndex }: Props) {
  const step = `step ${formatCount(place.step)}${place.exact ? '' : ' (nearest)'}`;
  const where = `${formatCount(place.index + 1)} of ${formatCount(count)}`;
  return (
    <span className={styles.steps}>
      <output className={styles.step}>
        {step}
        {count > 1 ? <span>{where}</span> : null}
      </output>
      {count > 1 ? (
        <>
          <IconButton label="Previous step" small disabled={place.index === 0} onClick={() => onIndex(place.index - 1)}>
            <ChevronLeft size={14} aria-hidden="true" />
          </IconButton>
          <input
            type="range"
            className={styles.slider}
            aria-label={`Step of ${visibleText(name)}`}
            aria-valuetext={`${step}, ${where}`}
            min={0}
            max={count - 1}
            step={1}
            value={place.index}
            style={{ '--filled': `${(100 * place.index) / (count - 1)}%` } as CSSProperties}
            onChange={(event) => onIndex(Number(event.target.value))}
          />
          <IconButton label="Next step" small disabled={place.index === count - 1} onClick={() => onIndex(place.index + 1)}>
            <ChevronRight size={14} aria-hidden="true" />
          </IconButton>
        </>
      ) : null}
    </span>
  );
}
