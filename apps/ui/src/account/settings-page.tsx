import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useSession } from '../api/session';
import controls from '../controls/controls.module.css';
import { useDocumentTitle } from '../shell/document-title';
import styles from './account.module.css';
import { KeyList } from './key-list';

const THEMES: readonly { readonly value: MantineColorScheme; readonly label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
];

/** `/settings`; a hash such as `#apikeys` scrolls to its section and focuses it. */
export function SettingsPage() {
  useDocumentTitle('Settings');
  const session = useSession();
  const { hash } = useLocation();
  const page = useRef<HTMLDivElement>(null);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    const section = hash === '' ? null : page.current?.querySelector<HTMLElement>(`#${CSS.escape(hash)}`);
    section?.scrollIntoView();
    section?.focus();
  }, [hash]);
  return (
    <div className={styles.settings} ref={page}>
      <h1>Settings</h1>
      <section id="profile" tabIndex={-1} aria-labelledby="profile-title">
        <h2 id="profile-title">Profile</h2>
        <dl className={styles.facts}>
          <dt>Username</dt>
          <dd>{session?.username}</dd>
          <dt>Entities</dt>
          <dd>{session?.entities.join(', ')}</dd>
          <dt>Administrator</dt>
          <dd>{session?.admin ? 'Yes' : 'No'}</dd>
        </dl>
      </section>
      <section id="appearance" tabIndex={-1} aria-labelledby="appearance-title">
        <h2 id="appearance-title">Appearance</h2>
        <fieldset className={styles.themes}>
          <legend>Theme</legend>
          {THEMES.map(({ value, label }) => (
            <label key={value}>
              <input type="radio" name="theme" checked={colorScheme === value} onChange={() => setColorScheme(value)} />
              {label}
            </label>
          ))}
        </fieldset>
      </section>
      <section id="apikeys" tabIndex={-1} aria-labelledby="apikeys-title">
        <div className={styles.sectionHead}>
          <h2 id="apikeys-title">API keys</h2>
          <Link to="/authorize" className={controls.button}>
            Create key…
          </Link>
        </div>
        <KeyList />
      </section>
    </div>
  );
}
