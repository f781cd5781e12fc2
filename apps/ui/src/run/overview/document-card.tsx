import { Braces, ChevronDown } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { RunAddress } from '../../api/runs';
import { IconButton } from '../../controls/button';
import { CopyButton } from '../../controls/copy-button';
import { SearchField } from '../../controls/search-field';
import { JsonTree } from '../json/json-tree';
import { dottedRows, rowsMatching } from './dotted-rows';
import { DocumentRows } from './document-rows';
import styles from './overview.module.css';

interface Props {
  readonly title: string;
  readonly at: RunAddress;
  readonly document: Record<string, unknown>;
  readonly emptyText: string;
}

/** More rows than a glance takes get a search box. */
const SEARCH_FROM = 8;

/** Config or summary: dotted rows with search, the same as JSON, and a copy of the whole. */
export function DocumentCard({ title, at, document, emptyText }: Props) {
  const [open, setOpen] = useState(true);
  const [json, setJson] = useState(false);
  const [search, setSearch] = useState('');
  const heading = useId();
  const rows = useMemo(() => dottedRows(document), [document]);
  const shown = search.trim() === '' ? rows : rowsMatching(rows, search);
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <div className={styles.cardHead}>
        <h2 id={heading}>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <ChevronDown size={14} aria-hidden="true" />
            {title}
          </button>
        </h2>
        <span className={styles.count}>{rows.length}</span>
        <span className={styles.cardActions}>
          <IconButton label={`${title} as JSON`} small aria-pressed={json} onClick={() => setJson(!json)}>
            <Braces size={14} aria-hidden="true" />
          </IconButton>
          <CopyButton text={JSON.stringify(document, null, 2)} label={`Copy ${title.toLowerCase()}`} />
        </span>
      </div>
      {open ? (
        <div className={styles.cardBody}>
          {rows.length > SEARCH_FROM && !json ? (
            <SearchField label={`Search ${title.toLowerCase()}`} value={search} onChange={setSearch} className={styles.cardSearch ?? ''} />
          ) : null}
          {json ? <JsonTree value={document} /> : <DocumentRows at={at} rows={shown} />}
          {rows.length === 0 && !json ? <p className={styles.muted}>{emptyText}</p> : null}
          {rows.length > 0 && shown.length === 0 && !json ? <p className={styles.muted}>No key contains “{search.trim()}”.</p> : null}
        </div>
      ) : null}
    </section>
  );
}
