import { Check, Circle, Pause, Square, Triangle, X } from 'lucide-react';
import { RUN_STATES, type RunState } from './run-state';
import styles from './run-state-icon.module.css';

/** Each state has its own shape; colour only supports it. */
function StateShape({ state }: { readonly state: RunState }) {
  switch (state) {
    case 'running':
      return <span className={styles.dot} />;
    case 'finished':
      return <Check size={14} color="var(--green)" />;
    case 'failed':
      return <X size={14} color="var(--red)" />;
    case 'crashed':
      return <Triangle size={12} color="var(--red)" />;
    case 'killed':
      return <Square size={11} color="var(--grey)" />;
    case 'preempted':
      return <Pause size={12} color="var(--amber)" />;
    case 'pending':
      return <Circle size={11} color="var(--grey)" />;
  }
}

/** For lists: a finished run, the usual case, has no icon. */
export function RunStateIcon({ state }: { readonly state: RunState }) {
  if (state === 'finished') return <span className={styles.icon} />;
  const { label, meaning } = RUN_STATES[state];
  return (
    <span className={styles.icon} role="img" aria-label={label} title={`${label}: ${meaning}`}>
      <StateShape state={state} />
    </span>
  );
}

export function RunStateBadge({ state, stopping = false }: { readonly state: RunState; readonly stopping?: boolean }) {
  const { label, tone, meaning } = RUN_STATES[state];
  return (
    <span className={styles.badge} data-tone={tone} data-run-state={state} title={meaning}>
      <span className={styles.icon} aria-hidden="true">
        <StateShape state={state} />
      </span>
      {stopping && isStoppable(state) ? 'Stopping…' : label}
    </span>
  );
}

const isStoppable = (state: RunState): boolean => state === 'running' || state === 'pending';
