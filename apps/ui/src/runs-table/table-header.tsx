import type { WorkspaceDocument } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import { Download, Minimize2, Regex } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '../controls/button';
import controls from '../controls/controls.module.css';
import { lazyPart } from '../controls/lazy-part';
import { SearchField } from '../controls/search-field';
import { formatCount } from '../format/number';
import { RunsTools } from '../workspace/runs-tools';
import type { Runs } from '../workspace/use-runs';
import type { ExportMenu as Items } from './export-menu';
import styles from './runs-table.module.css';
import type { TableExport } from './use-table-export';

const ExportMenu = lazyPart<Parameters<typeof Items>[0]>(() => import('./export-menu').then((module) => module.ExportMenu));

interface Props {
  readonly entity: string;
  readonly project: string;
  readonly runs: Runs;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly document: WorkspaceDocument;
  readonly onChange: (changes: Partial<WorkspaceDocument>) => void;
  readonly columns: { readonly listed: readonly string[]; readonly onColumns: (columns: string[] | undefined) => void };
  readonly exported: TableExport;
  readonly onExport: Parameters<typeof Items>[0]['onExport'];
}

export function TableHeader({ entity, project, runs, search, onSearch, document, onChange, columns, exported, onExport }: Props) {
  const [exporting, setExporting] = useState(false);
  const exportButton = useRef<HTMLButtonElement>(null);
  const regex = document.regex ?? false;
  const narrowed = (search !== '' || document.filter !== undefined) && !runs.loading;
  return (
    <div className={styles.header}>
      <div className={styles.title}>
        <h1>
          Runs <span className="numeric">{runs.loading ? '' : `(${formatCount(runs.total)})`}</span>
        </h1>
        <span className={styles.matching} role="status">
          {exported.progress ?? (narrowed ? `${formatCount(runs.matching)} match` : '')}
        </span>
        {exported.progress ? <Button onClick={exported.cancel}>Cancel</Button> : null}
      </div>
      <div className={styles.tools}>
        <SearchField
          label="Search runs"
          value={search}
          onChange={onSearch}
          maxLength={256}
          problem={runs.badPattern ? 'Not a valid pattern' : null}
          className={styles.search ?? ''}
          data-run-search=""
        >
          <IconButton label="Regular expression" small aria-pressed={regex} onClick={() => onChange({ regex: !regex })}>
            <Regex size={13} aria-hidden="true" />
          </IconButton>
        </SearchField>
        <RunsTools entity={entity} project={project} document={document} onChange={onChange} columns={columns} />
        <span className={controls.anchored}>
          <IconButton
            ref={exportButton}
            label="Export"
            disabled={exported.progress !== null}
            aria-haspopup="menu"
            aria-expanded={exporting}
            onClick={() => setExporting(true)}
          >
            <Download size={15} aria-hidden="true" />
          </IconButton>
          {exporting ? (
            <ExportMenu
              onExport={onExport}
              onClose={() => {
                setExporting(false);
                exportButton.current?.focus();
              }}
            />
          ) : null}
        </span>
        <Link
          to="/$entity/$project"
          params={{ entity, project }}
          search={(last) => ({ q: last.q, nw: last.nw })}
          className={controls.icon ?? ''}
          aria-label="Collapse table"
          title="Collapse table"
        >
          <Minimize2 size={15} aria-hidden="true" />
        </Link>
      </div>
    </div>
  );
}
