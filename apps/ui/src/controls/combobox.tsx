import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import styles from './controls.module.css';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** Options of one group stand together under its name. */
  readonly group?: string | undefined;
  /** Printed at the end, muted: a count. */
  readonly note?: string | undefined;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly options: readonly ComboboxOption[];
  /** An option was picked or, with `free`, a text entered. */
  readonly onCommit: (value: string) => void;
  readonly onType?: ((text: string) => void) | undefined;
  /** Any text may be entered, the options only help. */
  readonly free?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly invalid?: boolean | undefined;
  readonly inputMode?: 'decimal' | undefined;
}

const MOST = 60;

/** A text box with a list of what it may hold. Enter, a click and leaving it commit. */
export function Combobox({ label, value, options, onCommit, onType, free = false, placeholder, invalid, inputMode }: Props) {
  const id = useId();
  const [text, setText] = useState(value);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const typed = useRef(false);
  useEffect(() => {
    setText(value);
    typed.current = false;
  }, [value]);
  const wanted = typed.current ? text.trim().toLowerCase() : '';
  const shown = options.filter((option) => option.label.toLowerCase().includes(wanted)).slice(0, MOST);
  const pick = (option: ComboboxOption): void => {
    setText(option.label);
    typed.current = false;
    setOpen(false);
    setActive(-1);
    onCommit(option.value);
  };
  const finish = (): void => {
    const exact = options.find((option) => option.label === text.trim());
    setOpen(false);
    if (!typed.current) return;
    if (exact) pick(exact);
    else if (free) onCommit(text.trim());
    else setText(value);
    typed.current = false;
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive((now) => (now + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % Math.max(1, shown.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const option = shown[active] ?? (free ? undefined : shown[0]);
      if (open && option && (active >= 0 || typed.current)) pick(option);
      else finish();
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <span className={styles.combobox}>
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={open && shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${id}-${active}` : undefined}
        aria-invalid={invalid || undefined}
        value={text}
        placeholder={placeholder}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => {
          event.target.select();
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          typed.current = true;
          setText(event.target.value);
          setOpen(true);
          setActive(-1);
          onType?.(event.target.value);
        }}
        onBlur={finish}
        onKeyDown={pressed}
      />
      {open && shown.length > 0 ? (
        <span id={id} role="listbox" aria-label={label} className={styles.options}>
          {shown.map((option, i) => (
            <span key={option.value} role="presentation">
              {option.group && shown[i - 1]?.group !== option.group ? <span className={styles.optionGroup}>{option.group}</span> : null}
              <span
                id={`${id}-${i}`}
                role="option"
                aria-selected={i === active}
                className={styles.option}
                // Before the input loses the focus and commits what was typed.
                onPointerDown={(event) => {
                  event.preventDefault();
                  pick(option);
                }}
              >
                <bdi>{option.label}</bdi>
                {option.note ? <small>{option.note}</small> : null}
              </span>
            </span>
          ))}
        </span>
      ) : null}
    </span>
  );
}
