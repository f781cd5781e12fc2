import type { XAxis } from '@runstead/ui-contract';
import { Settings2 } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { X_CHOICES } from '../charts/x-axes';
import { IconButton } from '../controls/button';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import { SearchField } from '../controls/search-field';
import type { PanelSettings } from './panel-types';
import styles from './panels.module.css';
import { SmoothingControl } from './smoothing-control';
import type { WorkspaceSettings as SettingsPart } from './workspace-settings';

const WorkspaceSettings = lazyPart<Parameters<typeof SettingsPart>[0]>(() =>
  import('./workspace-settings').then((module) => module.WorkspaceSettings),
);

interface Props {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly hint: string | null;
  /** `12 of 80 panels` while searching. */
  readonly found: string | null;
  readonly settings: PanelSettings;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
  readonly xKeys: readonly string[];
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

export function PanelBar({ search, onSearch, hint, found, settings, onSettings, xKeys, lead, children }: Props) {
  return (
    <div className={styles.bar}>
      {lead}
      <SearchField
        label="Search panels"
        value={search}
        onChange={onSearch}
        problem={hint}
        className={styles.searchBox ?? ''}
        data-panel-search=""
      />
      {found ? (
        <span className={styles.found} role="status">
          {found}
        </span>
      ) : null}
      <span className={styles.spring} />
      <XAxisChoice value={settings.xAxis} keys={xKeys} onChange={(xAxis) => onSettings({ xAxis })} />
      <SmoothingControl
        kind={settings.smoothingKind ?? 'time-ema'}
        value={settings.smoothing}
        onChange={(smoothing) => onSettings({ smoothing })}
      />
      {children}
      <Settings settings={settings} onSettings={onSettings} />
    </div>
  );
}

function XAxisChoice({ value, keys, onChange }: { value: XAxis; keys: readonly string[]; onChange: (axis: XAxis) => void }) {
  const missing = value.startsWith('key:') && !keys.includes(value.slice(4)) ? [value.slice(4)] : [];
  return (
    <label className={styles.control}>
      X<span className="visually-hidden"> axis</span>
      <select value={value} onChange={(event) => onChange(event.target.value as XAxis)}>
        {X_CHOICES.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
        <optgroup label="Logged keys">
          {[...missing, ...keys].map((key) => (
            <option key={key} value={`key:${key}`}>
              {key}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

function Settings({ settings, onSettings }: Pick<Props, 'settings' | 'onSettings'>) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <span className={controls.anchored}>
      <IconButton ref={button} label="Workspace settings" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Settings2 size={15} aria-hidden="true" />
      </IconButton>
      {open ? (
        <WorkspaceSettings
          settings={settings}
          onSettings={onSettings}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      ) : null}
    </span>
  );
}
