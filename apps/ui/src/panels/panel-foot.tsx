import { formatCount } from '../format/number';
import { nextLimit } from './panel-memory';
import styles from './panels.module.css';

interface Props {
  readonly note: string | null;
  /** Points that lie outside because outliers are ignored. */
  readonly outside: number;
  readonly limit: number;
  /** Further runs could be drawn. */
  readonly more: boolean;
  /** The panel has a limit of its own. */
  readonly own: boolean;
  /** Null gives the limit back to the workspace. */
  readonly onLimit: (limit: number | null) => void;
  readonly axis: string;
  /** How much was condensed, for the tooltip. */
  readonly condensed: string | undefined;
}

const MOST = 1_000;

/** How many runs are drawn, more or fewer of them, and the title of the x axis. */
export function PanelFoot({ note, outside, limit, more, own, onLimit, axis, condensed }: Props) {
  return (
    <div className={styles.foot}>
      {note ? <span>{note}</span> : null}
      {outside > 0 ? <span>{formatCount(outside)} points outside</span> : null}
      {more && limit < MOST ? (
        <button type="button" className={styles.link} onClick={() => onLimit(nextLimit(limit))}>
          Show more
        </button>
      ) : null}
      {own ? (
        <button type="button" className={styles.link} onClick={() => onLimit(null)}>
          Show fewer
        </button>
      ) : null}
      <span className={styles.axis} title={condensed}>
        {axis}
      </span>
    </div>
  );
}
