import { useRef, useState } from 'react';
import { useSession } from '../api/session';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import styles from './shell.module.css';
import type { UserMenuItems as Items } from './user-menu-items';

const UserMenuItems = lazyPart<Parameters<typeof Items>[0]>(() => import('./user-menu-items').then((module) => module.UserMenuItems));

export function UserMenu() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (!session) return null;
  return (
    <span className={controls.anchored}>
      <button
        ref={button}
        type="button"
        className={styles.user}
        aria-label={session.username}
        title={session.username}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {[...session.username][0]}
      </button>
      {open ? (
        <UserMenuItems
          username={session.username}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      ) : null}
    </span>
  );
}
