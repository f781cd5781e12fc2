import { useHoverState } from '../charts/hover';
import { LineSwatch } from '../charts/line-swatch';
import type { PlotLine } from '../charts/plot-model';
import { NameText } from '../format/name-text';
import styles from './panels.module.css';

interface Props {
  readonly lines: readonly Omit<PlotLine, 'y'>[];
  readonly off: ReadonlySet<string>;
  readonly onOff: (off: ReadonlySet<string>) => void;
  readonly place: 'top' | 'right' | 'bottom';
}

/** Click switches a line off in this chart only, Alt+click leaves it alone. */
export function PanelLegend({ lines, off, onOff, place }: Props) {
  const hover = useHoverState();
  const toggle = (id: string): void => {
    const next = new Set(off);
    if (!next.delete(id)) next.add(id);
    onOff(next);
  };
  const isolate = (id: string): void => {
    const others = lines.filter((line) => line.id !== id).map((line) => line.id);
    onOff(others.every((other) => off.has(other)) ? new Set() : new Set(others));
  };
  return (
    <div className={styles.legend} data-place={place} role="group" aria-label="Legend">
      {lines.map((line) => (
        <button
          key={line.id}
          type="button"
          aria-pressed={!off.has(line.id)}
          onClick={(event) => (event.altKey ? isolate(line.id) : toggle(line.id))}
          onMouseEnter={() => hover.setGroup(line.group)}
          onMouseLeave={() => hover.setGroup(null)}
        >
          <LineSwatch colour={line.colour} dash={line.dash} />
          <NameText name={line.label} />
        </button>
      ))}
    </div>
  );
}
