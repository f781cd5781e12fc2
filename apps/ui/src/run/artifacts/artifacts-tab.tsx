import type { RunArtifacts } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
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

/** Inputs and outputs of the run, searchable by name, type and alias. */
export default function ArtifactsTab({ at }: Pick<RunView, 'at'>) {
  const { data, error, refetch } = useQuery(runArtifactsQuery(at));
  const [search, setSearch] = useState('');
  if (!data && error) return <ErrorRegion text="The artifacts could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <TabSkeleton />;
  if (data.artifacts.length === 0) return <EmptyRegion text="This run used no artifacts and produced none." />;
  const found = data.artifacts.filter((artifact) => matches(artifact, search.trim().toLowerCase()));
  return (
    <div className={styles.artifacts} data-state="ready">
      <SearchField label="Search artifacts" value={search} onChange={setSearch} />
      {found.length === 0 ? (
        <EmptyRegion text={`None of ${formatCount(data.artifacts.length)} artifacts matches “${search.trim()}”.`} />
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
            {['Direction', 'Type', 'Name', 'Aliases', 'Size', 'Files', 'Created'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {artifacts.map((artifact) => (
            <tr key={`${artifact.direction}/${artifact.type}/${artifact.name}/${artifact.version}`}>
              <td>{artifact.direction === 'input' ? 'Input' : 'Output'}</td>
              <td>{visibleText(artifact.type)}</td>
              <th scope="row">
                <bdi>{`${visibleText(artifact.name)}:${artifact.version}`}</bdi>
              </th>
              <td>{artifact.aliases.length === 0 ? '—' : visibleText(artifact.aliases.join(', '))}</td>
              <td className={styles.number}>{formatBytes(artifact.size)}</td>
              <td className={styles.number}>{formatCount(artifact.files)}</td>
              <td>
                <TimeText time={artifact.createdAt} />
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
