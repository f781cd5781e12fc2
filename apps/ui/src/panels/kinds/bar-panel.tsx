import { useMemo } from 'react';
import { useHoverState } from '../../charts/hover';
import { formatNumber } from '../../format/number';
import { NameText } from '../../format/name-text';
import { runColour } from '../../runs/run-look';
import { EmptyRegion } from '../../states/empty-region';
import { useScheme } from '../../theme/color-scheme';
import type { PanelProps } from '../panel';
import { saveRows } from './csv';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';
import { useGroupFigures } from './use-group-figures';
import { numberOf, shortField, useRunFigures } from './use-run-figures';

interface Bar {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly value: number;
  /** Deviation over the members of a group. */
  readonly spread: number | null;
  readonly note: string;
}

const MOST = 20;

/** One bar a run, or a group (its mean, with the deviation as a whisker), the largest on top. */
export function BarPanel(props: PanelProps) {
  const field = props.options.fields?.[0];
  return field ? <Bars {...props} field={field} /> : <NeedsFields props={props} text="Choose the value that the bars show" />;
}

function Bars({ field, ...props }: PanelProps & { readonly field: string }) {
  const { entity, project, runs, options, panel } = props;
  const scheme = useScheme();
  const hover = useHoverState();
  const groups = useGroupFigures(props, field);
  const most = options.maxRuns ?? MOST;
  const single = useRunFigures(entity, project, runs, groups ? NONE : [field], most);
  const bars = useMemo<Bar[]>(() => {
    if (groups)
      return groups.rows.map((row) => ({
        ...row,
        colour: runColour(row.ordinal, row.colour, scheme),
        note: `n = ${row.n} of ${row.runs}`,
      }));
    return single.rows.map(({ run, values }) => ({
      id: run.name,
      name: run.displayName,
      colour: runColour(run.ordinal, run.colour, scheme),
      value: numberOf(values[field]),
      spread: null,
      note: '',
    }));
  }, [groups, single.rows, field, scheme]);
  const drawn = bars
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => b.value - a.value)
    .slice(0, most);
  const low = Math.min(0, ...drawn.map(({ value, spread }) => value - (spread ?? 0)));
  const high = Math.max(0, ...drawn.map(({ value, spread }) => value + (spread ?? 0)));
  const at = (value: number): number => (100 * (value - low)) / (high - low || 1);
  const state = groups ? groups.state : single.state;
  const title = options.title ?? panel.title;
  return (
    <PanelFrame
      props={props}
      state={state === 'ready' && drawn.length === 0 ? 'empty' : state}
      count={drawn.length}
      onCsv={() =>
        saveRows(
          title,
          ['name', field, 'std'],
          drawn.map(({ name, value, spread }) => [name, value, spread]),
        )
      }
      foot={
        <>
          <span>{bars.length > drawn.length ? `First ${drawn.length} of ${bars.length}` : ''}</span>
          <span className={styles.axis}>{shortField(field)}</span>
        </>
      }
    >
      {drawn.length === 0 ? (
        <EmptyRegion text={state === 'loading' ? 'Loading…' : `No visible run has a number for ${shortField(field)}`} />
      ) : (
        <ul className={styles.bars} tabIndex={0} aria-label={`${title}: bars`}>
          {drawn.map((bar) => (
            <li key={bar.id} title={bar.note} onMouseEnter={() => hover.setGroup(bar.id)} onMouseLeave={() => hover.setGroup(null)}>
              <span className={styles.barName}>
                <NameText name={bar.name} />
              </span>
              <span className={styles.barTrack}>
                <i
                  style={{ left: `${at(Math.min(0, bar.value))}%`, width: `${Math.abs(at(bar.value) - at(0))}%`, background: bar.colour }}
                />
                {bar.spread ? (
                  <b
                    style={{ left: `${at(bar.value - bar.spread)}%`, width: `${at(bar.value + bar.spread) - at(bar.value - bar.spread)}%` }}
                  />
                ) : null}
              </span>
              <span className={styles.barValue}>{formatNumber(bar.value, 4)}</span>
            </li>
          ))}
        </ul>
      )}
    </PanelFrame>
  );
}

const NONE: readonly string[] = [];
