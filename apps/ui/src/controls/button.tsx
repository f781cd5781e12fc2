import type { ComponentProps } from 'react';
import styles from './controls.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
}

/** A button with words: a verb. */
export function Button({ look = 'plain', className = '', type = 'button', ...rest }: ButtonProps) {
  const extra = look === 'plain' ? '' : (styles[look] ?? '');
  return <button type={type} className={`${styles.button} ${extra} ${className}`} {...rest} />;
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** The accessible name, shown as a tooltip. */
  readonly label: string;
  readonly small?: boolean;
}

export function IconButton({ label, small = false, className = '', type = 'button', ...rest }: IconButtonProps) {
  return (
    <button type={type} aria-label={label} title={label} className={`${styles.icon} ${small ? styles.small : ''} ${className}`} {...rest} />
  );
}
