import type { FieldValue, RunCondition } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { runFieldValuesQuery } from '../../api/run-table';
import { Combobox, type ComboboxOption } from '../../controls/combobox';
import controls from '../../controls/controls.module.css';
import { SelectField } from '../../controls/select-field';
import { formatCount } from '../../format/number';
import { useDebounced } from '../use-debounced';
import { spanOf, SPANS } from './condition-text';
import styles from './filter.module.css';
import type { FilterRow } from './filter-rows';
import { valueKind } from './operators';

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly row: FilterRow;
  readonly onChange: (value: RunCondition['value']) => void;
}

/** The value in the form that the operator needs; it counts once it is committed. */
export function ConditionValue({ entity, project, row, onChange }: Props) {
  switch (valueKind(row.type, row.op)) {
    case 'none':
      return <span />;
    case 'moment':
      return <Moment value={row.value} onChange={onChange} />;
    case 'span':
      return <Span value={row.value} onChange={onChange} />;
    case 'one':
    case 'number':
    case 'many':
      return <Typed entity={entity} project={project} row={row} onChange={onChange} />;
  }
}

function Typed({ entity, project, row, onChange }: Props) {
  const kind = valueKind(row.type, row.op);
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState(false);
  const many = kind === 'many';
  const listed = Array.isArray(row.value) ? row.value.map(String) : [];
  const text = many ? listed.join(', ') : row.value === undefined ? '' : String(row.value);
  const search = useDebounced(many ? (typed.split(',').at(-1) ?? '').trim() : typed.trim(), 150);
  const known = useQuery({
    ...runFieldValuesQuery(entity, project, row.field, kind === 'number' ? '' : search),
    enabled: row.field !== '',
  });
  const options = (known.data?.values ?? []).flatMap(({ value, runs }): ComboboxOption[] =>
    wordsOf(value).map((label) => ({ value: label, label, note: formatCount(runs) })),
  );
  const commit = (entered: string): void => {
    const number = Number(entered);
    const bad = kind === 'number' && (entered === '' || !Number.isFinite(number));
    setRefused(bad && entered !== '');
    if (bad) return;
    if (kind === 'number') onChange(number);
    // A pick adds to the list; a text replaces it.
    else if (many) onChange(options.some(({ value }) => value === entered) ? [...new Set([...listed, entered])] : splitList(entered));
    else onChange(entered === '' ? undefined : entered);
  };
  return (
    <Combobox
      label="Value"
      free
      value={text}
      options={options}
      placeholder={many ? 'Values, separated by commas' : 'Value'}
      invalid={refused}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      onType={setTyped}
      onCommit={commit}
    />
  );
}

const splitList = (text: string): string[] => text.split(',').flatMap((part) => part.trim() || []);

function wordsOf(value: FieldValue): string[] {
  if (value.type === 'missing') return [];
  if (value.type === 'tags') return value.value;
  return [String(value.value)];
}

interface ValueProps {
  readonly value: RunCondition['value'];
  readonly onChange: (value: RunCondition['value']) => void;
}

function Moment({ value, onChange }: ValueProps) {
  return (
    <input
      type="datetime-local"
      className={controls.textInput}
      aria-label="Value"
      defaultValue={typeof value === 'number' ? localText(value) : ''}
      onBlur={(event) => {
        const time = new Date(event.target.value).getTime();
        onChange(Number.isFinite(time) ? time : undefined);
      }}
    />
  );
}

/** `2026-03-14T09:26`, in the viewer's zone. */
function localText(time: number): string {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Span({ value, onChange }: ValueProps) {
  const { count, unit } = spanOf(typeof value === 'number' ? value : 86_400);
  const [text, setText] = useState(typeof value === 'number' ? String(count) : '');
  const commit = (typed: string, seconds: number): void => {
    const number = Number(typed);
    onChange(typed !== '' && Number.isFinite(number) && number > 0 ? number * seconds : undefined);
  };
  return (
    <span className={styles.span}>
      <input
        className={controls.textInput}
        aria-label="Value"
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => commit(text, unit.seconds)}
        onKeyDown={(event) => event.key === 'Enter' && commit(text, unit.seconds)}
      />
      <SelectField
        label="Unit"
        value={unit.unit}
        options={SPANS.map((span) => ({ value: span.unit, label: span.unit }))}
        onChange={(chosen) => commit(text, SPANS.find((span) => span.unit === chosen)?.seconds ?? unit.seconds)}
      />
    </span>
  );
}
