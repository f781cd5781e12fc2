import type { ReactNode } from 'react';
import { Logo } from '../shell/logo';
import styles from './account.module.css';

/** A screen outside the shell: one card in the middle. */
export function AccountFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={styles.frame}>
      <div className={styles.card}>
        <Logo />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
