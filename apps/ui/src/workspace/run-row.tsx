import { lazyPart } from '../controls/lazy-part';
import { Link } from '@tanstack/react-router';
import { EllipsisVertical, Eye, EyeOff } from 'lucide-react';
import { memo, useRef, useState, type KeyboardEvent } from 'react';
import { useHoverState, useIsHovered } from '../charts/hover';
import { IconButton } from '../controls/button';
import { NameText } from '../format/name-text';
import { isLive } from '../runs/run-state';
import { RunNameInput } from '../runs/run-name-input';
import { RunStateIcon } from '../runs/run-state-icon';
import type { ColourPopover as Colours } from './colour-popover';
import type { ConfirmDialog as Confirm } from '../controls/confirm-dialog';
import { PinMark } from './pin-mark';
import { QuietHint } from './quiet-hint';
import { StoppingHint } from './stopping-hint';
import type { RunMenu as Items } from './run-menu';
import { RunCells } from './run-cells';
import type { RunActions } from './use-run-actions';
import type { ListedRun } from './use-runs';
import styles from './workspace.module.css';

const RunMenu = lazyPart<Parameters<typeof Items>[0]>(() => import('./run-menu').then((module) => module.RunMenu));

const ConfirmDialog = lazyPart<Parameters<typeof Confirm>[0]>(() =>
  import('../controls/confirm-dialog').then((module) => module.ConfirmDialog),
);

const ColourPopover = lazyPart<Parameters<typeof Colours>[0]>(() => import('./colour-popover').then((module) => module.ColourPopover));

export interface RowHandlers {
  readonly setEye: (run: string, shown: boolean) => void;
  readonly toggleOnly: (run: string) => void;
  readonly setColour: (run: string, colour: string | null) => void;
  readonly setPinned: (run: string, pinned: boolean) => void;
  readonly setBaseline: (run: string | null) => void;
}

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly run: ListedRun;
  readonly columns: readonly string[];
  readonly colour: string;
  readonly shown: boolean;
  readonly only: boolean;
  /** Above the list whatever its order; the baseline counts as pinned. */
  readonly pinned?: 'pinned' | 'baseline' | undefined;
  /** Levels below the groups that it is in. */
  readonly indent?: number | undefined;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly position: number;
  readonly count: number;
  readonly handlers: RowHandlers;
  readonly actions: RunActions;
}

type Opened = 'colour' | 'menu' | 'rename' | 'stop' | 'delete' | null;

export const RunRowView = memo(function RunRowView(props: Props) {
  const { entity, project, run, colour, shown, handlers, actions } = props;
  const [opened, setOpened] = useState<Opened>(null);
  const kebab = useRef<HTMLButtonElement>(null);
  const swatch = useRef<HTMLButtonElement>(null);
  const hover = useHoverState();
  const hovered = useIsHovered(run.name);
  const name = run.displayName;
  const pressed = (event: KeyboardEvent): void => {
    const { target } = event;
    if ((event.key === 'F10' && event.shiftKey) || event.key === 'ContextMenu') {
      event.preventDefault();
      setOpened('menu');
    } else if (event.key === ' ' && target instanceof HTMLAnchorElement) {
      event.preventDefault();
      handlers.setEye(run.name, !shown);
    }
  };
  return (
    <li
      className={styles.row}
      style={{ translate: `0 ${props.top}px`, ...(props.indent ? { paddingLeft: 6 + props.indent * 24 } : {}) }}
      data-run-id={run.name}
      data-shown={shown}
      data-hovered={hovered || undefined}
      data-pinned={props.pinned}
      aria-setsize={props.count}
      aria-posinset={props.position}
      onKeyDown={pressed}
      onMouseEnter={() => hover.setGroup(shown ? run.name : null)}
      onMouseLeave={() => hover.setGroup(null)}
    >
      <button
        type="button"
        className={styles.eye}
        aria-pressed={shown}
        aria-label={`${shown ? 'Hide' : 'Show'} ${name}`}
        onClick={(event) => (event.altKey ? handlers.toggleOnly(run.name) : handlers.setEye(run.name, !shown))}
      >
        {shown ? <Eye size={14} aria-hidden="true" /> : <EyeOff size={14} aria-hidden="true" />}
      </button>
      <button
        ref={swatch}
        type="button"
        className={styles.swatch}
        aria-label={`Colour of ${name}`}
        aria-expanded={opened === 'colour'}
        onClick={() => setOpened('colour')}
      >
        <i style={shown ? { background: colour, borderColor: colour } : {}} />
      </button>
      {opened === 'colour' ? (
        <span className={styles.colourAnchor}>
          <ColourPopover
            name={name}
            colour={colour}
            onColour={(chosen) => handlers.setColour(run.name, chosen)}
            onClose={() => {
              setOpened(null);
              swatch.current?.focus();
            }}
          />
        </span>
      ) : null}
      {opened === 'rename' ? (
        <RunNameInput
          name={name}
          look="row"
          onDone={(next) => {
            setOpened(null);
            if (next !== null) actions.rename(run, next);
          }}
        />
      ) : (
        <Link to="/$entity/$project/runs/$run" params={{ entity, project, run: run.name }} className={styles.name} preload={false}>
          <NameText name={name} />
        </Link>
      )}
      <PinMark pinned={props.pinned} />
      <RowState run={run} />
      <RunCells run={run} columns={props.columns} />
      <IconButton
        ref={kebab}
        label={`Actions for ${name}`}
        small
        className={styles.kebab ?? ''}
        aria-haspopup="menu"
        aria-expanded={opened === 'menu'}
        onClick={() => setOpened('menu')}
      >
        <EllipsisVertical size={14} aria-hidden="true" />
      </IconButton>
      {opened === 'menu' ? (
        <span className={styles.menuAnchor}>
          <RunMenu
            entity={entity}
            project={project}
            run={run}
            actions={actions}
            only={props.only}
            pinned={props.pinned}
            handlers={handlers}
            onOnly={() => handlers.toggleOnly(run.name)}
            onRename={() => setOpened('rename')}
            onStop={() => setOpened('stop')}
            onDelete={() => setOpened('delete')}
            onClose={() =>
              setOpened((now) => {
                if (now !== 'menu') return now;
                kebab.current?.focus();
                return null;
              })
            }
          />
        </span>
      ) : null}
      <Questions asked={opened} run={run} actions={actions} onClose={() => setOpened(null)} />
    </li>
  );
});

/** That it is silent, asked to stop, or how it stands. */
function RowState({ run }: { readonly run: ListedRun }) {
  return (
    <>
      {run.state === 'running' && run.lastHeartbeatAt !== null ? <QuietHint since={run.lastHeartbeatAt} /> : null}
      {run.stopRequested && isLive(run.state) ? <StoppingHint /> : <RunStateIcon state={run.state} />}
    </>
  );
}

interface QuestionsProps {
  readonly asked: Opened;
  readonly run: ListedRun;
  readonly actions: RunActions;
  readonly onClose: () => void;
}

/** What is asked before a run is stopped or deleted. */
function Questions({ asked, run, actions, onClose }: QuestionsProps) {
  const confirmed = (act: (of: ListedRun) => void) => () => {
    act(run);
    onClose();
  };
  if (asked === 'stop')
    return (
      <ConfirmDialog opened title="Stop run" action="Stop run" onConfirm={confirmed(actions.stop)} onClose={onClose}>
        {`Stop "${run.displayName}"? The process is asked to end; it may take up to a minute.`}
      </ConfirmDialog>
    );
  if (asked !== 'delete') return null;
  return (
    <ConfirmDialog opened title="Delete run" action="Delete run" onConfirm={confirmed(actions.remove)} onClose={onClose}>
      {`Delete "${run.displayName}"? It leaves every list and chart. You can take this back right after.`}
    </ConfirmDialog>
  );
}
