import { useEffect, useState } from 'react';
import { lazyPart } from '../controls/lazy-part';
import type { ShortcutList as List } from './shortcut-list';

const ShortcutList = lazyPart<Parameters<typeof List>[0]>(() => import('./shortcut-list').then((module) => module.ShortcutList));

/** `?` shows what the keyboard can do, everywhere but in a text field. */
export function Shortcuts() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '?' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  return open ? <ShortcutList onClose={() => setOpen(false)} /> : null;
}
