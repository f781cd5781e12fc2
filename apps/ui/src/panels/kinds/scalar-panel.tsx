import { useMemo } from 'react';
import { formatNumber } from '../../format/number';
import { NameText } from '../../format/name-text';
import { runColour } from '../../runs/run-look';
import { useScheme } from '../../theme/color-scheme';
import type { PanelProps } from '../panel';
import { saveRows } from './csv';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';
import { numberOf, shortField, useRunFigures } from './use-run-figures';

const MOST = 1_000;

/** One large number: the aggregate over the visible runs, and the run that has the best of it. */
export function ScalarPanel(props: PanelProps) {
  const field = props.options.fields?.[0];
  return field ? <ScalarFigure {...props} field={field} /> : <NeedsFields props={props} text="Choose the value to show" />;
}

function ScalarFigure({ field, ...props }: PanelProps & { readonly field: string }) {
  const { entity, project, runs, options, panel } = props;
  const scheme = useScheme();
  const fields = useMemo(() => [field], [field]);
  const figures = useRunFigures(entity, project, runs, fields, MOST);
  const rows = figures.rows
    .map(({ run, values }) => ({ run, value: numberOf(values[field]) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  const aggregate = options.aggregate ?? 'mean';
  const [least, most] = [rows[0], rows.at(-1)];
  const middle = ((rows[Math.floor((rows.length - 1) / 2)]?.value ?? NaN) + (rows[Math.floor(rows.length / 2)]?.value ?? NaN)) / 2;
  const mean = rows.reduce((sum, { value }) => sum + value, 0) / rows.length;
  const shown = aggregate === 'mean' ? mean : aggregate === 'median' ? middle : aggregate === 'min' ? least?.value : most?.value;
  const of = aggregate === 'min' ? least?.run : aggregate === 'max' ? most?.run : rows.length === 1 ? least?.run : undefined;
  return (
    <PanelFrame
      props={props}
      state={rows.length > 0 ? 'ready' : figures.state === 'ready' ? 'empty' : figures.state}
      count={rows.length}
      onCsv={() =>
        saveRows(
          options.title ?? panel.title,
          ['run', field],
          rows.map(({ run, value }) => [run.displayName, value]),
        )
      }
      foot={
        <>
          <span>{rows.length === 1 ? '1 run' : `${aggregate} of ${rows.length} runs`}</span>
          <span className={styles.axis}>{shortField(field)}</span>
        </>
      }
    >
      <div className={styles.scalar}>
        <strong>{rows.length > 0 ? formatNumber(shown ?? NaN) : '—'}</strong>
        {of ? (
          <span>
            <i style={{ background: runColour(of.ordinal, of.colour, scheme) }} />
            <NameText name={of.displayName} />
          </span>
        ) : rows.length > 1 ? (
          <span>
            {formatNumber(least?.value ?? NaN)} to {formatNumber(most?.value ?? NaN)}
          </span>
        ) : null}
      </div>
    </PanelFrame>
  );
}
