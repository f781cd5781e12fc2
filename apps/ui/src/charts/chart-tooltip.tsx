import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { formatNumber } from '../format/number';
import { NameText } from '../format/name-text';
import styles from './charts.module.css';
import type { HoverState, TooltipRow } from './hover-state';
import { LineSwatch } from './line-swatch';

const MOST_ROWS = 12;
const DISTANCE = 16;

/** The one tooltip of a page. Stays inside the window and off the point under the pointer; docks at the bottom of a phone. */
export function ChartTooltip({ state }: { readonly state: HoverState }) {
  const { tooltip } = useSyncExternalStore(state.subscribe, state.current);
  const element = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    if (!tooltip || !element.current) return;
    const { offsetWidth: width, offsetHeight: height } = element.current;
    const right = tooltip.clientX + DISTANCE + width < innerWidth - 8;
    setPlace({
      left: right ? tooltip.clientX + DISTANCE : Math.max(8, tooltip.clientX - DISTANCE - width),
      top: Math.min(Math.max(8, tooltip.clientY - height / 3), innerHeight - height - 8),
    });
  }, [tooltip]);
  if (!tooltip || tooltip.rows.length === 0) return null;
  const { rows, hidden } = around(tooltip.rows);
  return createPortal(
    <div ref={element} className={styles.tooltip} style={{ translate: `${place.left}px ${place.top}px` }} data-testid="tooltip">
      <p>{tooltip.title}</p>
      <table>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-nearest={row.nearest || undefined}>
              <td>
                <LineSwatch colour={row.colour} dash={row.dash} />
              </td>
              <td className={styles.tooltipName}>
                <NameText name={row.label} />
              </td>
              <td className={styles.tooltipValue}>
                {formatNumber(row.value)}
                {row.original === null ? null : <span> {formatNumber(row.original)}</span>}
              </td>
              {row.members === null ? null : (
                <td className={styles.tooltipBounds}>
                  ± {formatNumber(row.members.deviation, 3)} (n = {row.members.counted} of {row.members.all})
                </td>
              )}
              {row.bounds === null ? null : (
                <td className={styles.tooltipBounds}>
                  {formatNumber(row.bounds[0], 3)}–{formatNumber(row.bounds[1], 3)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 ? <p>+ {hidden} more</p> : null}
    </div>,
    document.body,
  );
}

/** At most twelve rows around the nearest one. */
function around(rows: readonly TooltipRow[]): { rows: readonly TooltipRow[]; hidden: number } {
  const nearest = Math.max(
    0,
    rows.findIndex((row) => row.nearest),
  );
  const from = Math.max(0, Math.min(nearest - MOST_ROWS / 2, rows.length - MOST_ROWS));
  return { rows: rows.slice(from, from + MOST_ROWS), hidden: Math.max(0, rows.length - MOST_ROWS) };
}
