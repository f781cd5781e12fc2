import { ChevronRight, Eye, EyeOff } from 'lucide-react';
import { memo, useRef, useState } from 'react';
import { useHoverState, useIsHovered } from '../../charts/hover';
import { lazyPart } from '../../controls/lazy-part';
import { formatCount, formatNumber } from '../../format/number';
import { NameText } from '../../format/name-text';
import type { ColourPopover as Colours } from '../colour-popover';
import workspace from '../workspace.module.css';
import { valueText } from './group-id';
import styles from './grouping.module.css';
import type { TreeRow } from './use-group-tree';

const ColourPopover = lazyPart<Parameters<typeof Colours>[0]>(() => import('../colour-popover').then((module) => module.ColourPopover));

export interface GroupHandlers {
  readonly toggle: (id: string) => void;
  readonly setEye: (id: string, shown: boolean) => void;
  readonly setColour: (id: string, colour: string | null) => void;
}

interface Props {
  readonly row: Extract<TreeRow, { kind: 'group' }>;
  readonly columns: readonly string[];
  readonly colour: string;
  readonly shown: boolean;
  readonly top: number;
  readonly handlers: GroupHandlers;
}

/** `resnet (24)`: a triangle opens it, an innermost group has the eye and the colour of its line. */
export const GroupRow = memo(function GroupRow({ row, columns, colour, shown, top, handlers }: Props) {
  const { id, depth, group, open, leaf } = row;
  const hover = useHoverState();
  const hovered = useIsHovered(id);
  const [colouring, setColouring] = useState(false);
  const swatch = useRef<HTMLButtonElement>(null);
  const last = group.key.at(-1);
  const name = last ? valueText(last.value) : '';
  return (
    <li
      className={workspace.row}
      style={{ translate: `0 ${top}px`, paddingLeft: 6 + depth * 24 }}
      data-group={id}
      data-shown={shown}
      data-hovered={hovered || undefined}
      onMouseEnter={() => hover.setGroup(leaf && shown ? id : null)}
      onMouseLeave={() => hover.setGroup(null)}
    >
      {leaf ? (
        <button
          type="button"
          className={workspace.eye}
          aria-pressed={shown}
          aria-label={`${shown ? 'Hide' : 'Show'} group ${name}`}
          onClick={() => handlers.setEye(id, !shown)}
        >
          {shown ? <Eye size={14} aria-hidden="true" /> : <EyeOff size={14} aria-hidden="true" />}
        </button>
      ) : null}
      <button
        type="button"
        className={styles.triangle}
        aria-expanded={open}
        aria-label={`${last?.field ?? ''} ${name}, ${group.runs} ${group.runs === 1 ? 'run' : 'runs'}`}
        onClick={() => handlers.toggle(id)}
      >
        <ChevronRight size={14} aria-hidden="true" />
      </button>
      {leaf ? (
        <button
          ref={swatch}
          type="button"
          className={workspace.swatch}
          aria-label={`Colour of group ${name}`}
          aria-expanded={colouring}
          onClick={() => setColouring(true)}
        >
          <i style={shown ? { background: colour, borderColor: colour } : {}} />
        </button>
      ) : null}
      {colouring ? (
        <span className={workspace.colourAnchor}>
          <ColourPopover
            name={name}
            colour={colour}
            onColour={(chosen) => handlers.setColour(id, chosen)}
            onClose={() => {
              setColouring(false);
              swatch.current?.focus();
            }}
          />
        </span>
      ) : null}
      <button type="button" className={styles.name} tabIndex={-1} onClick={() => handlers.toggle(id)}>
        <NameText name={name} />
        <span>({formatCount(group.runs)})</span>
      </button>
      {columns.map((field) => {
        const figures = group.columns[field];
        const text = figures && figures.n > 0 ? formatNumber(figures.mean) : '';
        const title = figures && figures.n > 0 ? `${field}: mean ${text} ± ${formatNumber(figures.sd, 3)}, n = ${figures.n}` : field;
        return (
          <span key={field} className={workspace.cell} data-numeric title={title}>
            {text}
          </span>
        );
      })}
      <span className={styles.end} />
    </li>
  );
});
