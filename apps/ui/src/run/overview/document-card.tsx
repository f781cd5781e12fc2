import { Braces, ChevronDown } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { RunAddress } from '../../api/runs';
import { Button, IconButton } from '../../controls/button';
import { CopyButton } from '../../controls/copy-button';
import { SearchField } from '../../controls/search-field';
import { formatCount } from '../../format/number';
import { usePanelSearch } from '../../panels/use-panel-search';
import { JsonTree } from '../json/json-tree';
import { comparedRows } from './compared-rows';
import { ComparedTable, type OtherRun } from './compared-table';
import { dottedRows } from './dotted-rows';
import { DocumentRows } from './document-rows';
import styles from './overview.module.css';

export interface OtherDocument extends OtherRun {
  readonly document: Record<string, unknown>;
}

interface Props {
  readonly title: string;
  readonly at: RunAddress;
  readonly name: string;
  readonly document: Record<string, unknown>;
  /** The same of the run that this one is compared with. */
  readonly other: OtherDocument | null;
  readonly emptyText: string;
}

/** More rows than a glance takes get a search box. */
const SEARCH_FROM = 8;

/** Config or summary: dotted rows with search, beside another run's, or as JSON; and a copy of the whole. */
export function DocumentCard({ title, at, name, document, other, emptyText }: Props) {
  const [open, setOpen] = useState(true);
  const [json, setJson] = useState(false);
  const [search, setSearch] = useState('');
  const [diffOnly, setDiffOnly] = useState(true);
  const heading = useId();
  const rows = useMemo(() => dottedRows(document), [document]);
  const compared = useMemo(() => (other ? comparedRows(document, other.document) : null), [document, other]);
  const listed = compared ?? rows;
  const { keeps, hint } = useRowSearch(search.trim(), listed);
  const differing = compared?.filter((row) => row.differs).length ?? 0;
  const shown = rows.filter((_, i) => compared !== null || keeps(i));
  const shownPairs = compared?.filter((row, i) => keeps(i) && (row.differs || !diffOnly)) ?? [];
  const nothing = compared ? shownPairs.length === 0 : shown.length === 0;
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <div className={styles.cardHead}>
        <h2 id={heading}>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <ChevronDown size={14} aria-hidden="true" />
            {title}
          </button>
        </h2>
        <span className={styles.count}>
          {compared ? `${formatCount(differing)} of ${formatCount(compared.length)} differ` : formatCount(rows.length)}
        </span>
        <span className={styles.cardActions}>
          {compared ? (
            <Button look="quiet" aria-pressed={diffOnly} className={styles.toggle ?? ''} onClick={() => setDiffOnly(!diffOnly)}>
              Diff only
            </Button>
          ) : null}
          <IconButton label={`${title} as JSON`} small aria-pressed={json} onClick={() => setJson(!json)}>
            <Braces size={14} aria-hidden="true" />
          </IconButton>
          <CopyButton text={JSON.stringify(document, null, 2)} label={`Copy ${title.toLowerCase()}`} />
        </span>
      </div>
      {open ? (
        <div className={styles.cardBody}>
          {listed.length > SEARCH_FROM && !json ? (
            <SearchField
              label={`Search ${title.toLowerCase()}`}
              value={search}
              onChange={setSearch}
              className={styles.cardSearch ?? ''}
              title="Text or a regular expression"
            />
          ) : null}
          {hint ? <p className={styles.muted}>{hint}</p> : null}
          {json ? (
            <JsonTree value={document} />
          ) : compared && other ? (
            shownPairs.length > 0 ? (
              <ComparedTable at={at} name={name} other={other} rows={shownPairs} />
            ) : null
          ) : (
            <DocumentRows at={at} rows={shown} />
          )}
          {nothing && !json ? (
            <p className={styles.muted}>{whyNothing(listed.length, search.trim(), emptyText, compared !== null)}</p>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function whyNothing(rows: number, search: string, emptyText: string, comparing: boolean): string {
  if (rows === 0) return emptyText;
  if (search !== '') return `No key matches “${search}”.`;
  return comparing ? 'Both runs have the same values.' : emptyText;
}

/** Which of the rows match, by their dotted names; all until a search has an answer. */
function useRowSearch(search: string, rows: readonly { readonly name: string }[]) {
  const names = useMemo(() => rows.map(({ name }) => name), [rows]);
  const { matches, hint } = usePanelSearch(search, names);
  return { keeps: (index: number): boolean => search === '' || !matches || (matches[index] ?? null) !== null, hint };
}
