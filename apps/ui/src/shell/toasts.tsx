import { X } from 'lucide-react';
import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Button, IconButton } from '../controls/button';
import styles from './shell.module.css';

export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'error';
  readonly action?: { readonly label: string; readonly run: () => void };
}

const STAYS_MS = 10_000;
const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** `showToast({ text: 'Run deleted', action: { label: 'Undo', run } })`; it leaves after 10 s. */
export function useShowToast(): (toast: Toast) => void {
  return use(ToastContext);
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (Toast & { id: number })[]>([]);
  const shown = useRef(0);
  const show = useCallback((toast: Toast) => {
    const id = (shown.current += 1);
    setToasts((all) => [...all.slice(-3), { ...toast, id }]);
  }, []);
  const close = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <div className={styles.toasts} role="status" aria-live="polite">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClose={close} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastCard({ toast, onClose }: { readonly toast: Toast & { id: number }; readonly onClose: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => onClose(toast.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [onClose, toast.id]);
  return (
    <div className={styles.toast} data-tone={toast.tone ?? 'plain'}>
      <span>{toast.text}</span>
      {toast.action ? (
        <Button
          look="quiet"
          onClick={() => {
            toast.action?.run();
            onClose(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      ) : null}
      <IconButton label="Dismiss" small onClick={() => onClose(toast.id)}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
