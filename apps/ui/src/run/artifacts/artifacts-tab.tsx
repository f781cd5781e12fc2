import type { RunArtifacts } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { SearchField } from '../../controls/search-field';
import { formatBytes } from '../../format/bytes';
import { formatCount } from '../../format/number';
import { TimeText } from '../../format/time-text';
import { visibleText } from '../../format/visible-text';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import type { RunView } from '../run-view';
import { TabSkeleton } from '../tab-skeleton';
import { runArtifactsQuery } from './artifacts-query';
import styles from './artifacts.module.css';

type RunArtifact = RunArtifacts['artifacts'][number];

const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'input', label: 'Inputs' },
  { value: 'output', label: 'Outputs' },
] as const;
type Choice = (typeof CHOICES)[number]['value'];
const COLUMNS = ['Direction', 'Type', 'Name', 'Aliases', 'Size', 'Files', 'Created', 'Used by'] as const;

/** Inputs and outputs of the run, searchable by name, type and alias; a row leads to the version's own page. */
export default function ArtifactsTab({ at }: Pick<RunView, 'at'>) {
  const { data, error, refetch } = useQuery(runArtifactsQuery(at));
  const [search, setSearch] = useState('');
  const [choice, setChoice] = useState<Choice>('all');
  if (!data && error) return <ErrorRegion text="The artifacts could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  if (data.artifacts.length === 0) return <EmptyRegion text="This run used no artifacts and produced none." />;
  const chosen = (of: Choice) => data.artifacts.filter(({ direction }) => of === 'all' || direction === of);
  const found = chosen(choice).filter((artifact) => matches(artifact, search.trim().toLowerCase()));
  return (
    <div className={styles.artifacts} data-state="ready">
      <div className={styles.bar}>
        <div className={styles.choices} role="group" aria-label="Direction">
          {CHOICES.map(({ value, label }) => (
            <button key={value} type="button" aria-pressed={value === choice} onClick={() => setChoice(value)}>
              {label} <span>{formatCount(chosen(value).length)}</span>
            </button>
          ))}
        </div>
        <SearchField label="Search artifacts" value={search} onChange={setSearch} />
      </div>
      {found.length === 0 ? (
        <EmptyRegion
          text={
            search.trim() === ''
              ? 'There are none of this kind.'
              : `None of ${formatCount(chosen(choice).length)} artifacts matches “${search.trim()}”.`
          }
        />
      ) : (
        <ArtifactTable artifacts={found} />
      )}
    </div>
  );
}

function ArtifactTable({ artifacts }: { readonly artifacts: readonly RunArtifact[] }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Artifacts">
      <table className={styles.table}>
        <thead>
          <tr>
            {COLUMNS.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {artifacts.map((artifact) => (
            <tr key={`${artifact.direction}/${artifact.entity}/${artifact.project}/${artifact.name}/${artifact.version}`}>
              <td>{artifact.direction === 'input' ? 'Input' : 'Output'}</td>
              <td>{visibleText(artifact.type)}</td>
              <th scope="row">
                <Link to="/$entity/$project/artifacts/$type/$collection/$version" params={{ ...artifact, collection: artifact.name }}>
                  <bdi>{`${visibleText(artifact.name)}:${artifact.version}`}</bdi>
                </Link>
              </th>
              <td>{artifact.aliases.length === 0 ? '—' : visibleText(artifact.aliases.join(', '))}</td>
              <td className={styles.number}>{formatBytes(artifact.size)}</td>
              <td className={styles.number}>{formatCount(artifact.files)}</td>
              <td>
                <TimeText time={artifact.createdAt} />
              </td>
              <td className={styles.number}>
                {artifact.usedBy === 0 ? '—' : `${formatCount(artifact.usedBy)} ${artifact.usedBy === 1 ? 'run' : 'runs'}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function matches(artifact: RunArtifact, search: string): boolean {
  return [artifact.name, artifact.type, ...artifact.aliases].some((text) => text.toLowerCase().includes(search));
}
