import type { ArtifactLineage } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { formatCount } from '../format/number';
import { visibleText } from '../format/visible-text';
import { TabSkeleton } from '../run/tab-skeleton';
import { EmptyRegion } from '../states/empty-region';
import { ErrorRegion } from '../states/error-region';
import { lineageQuery, type VersionAddress } from './artifacts-api';
import styles from './artifacts.module.css';
import { layoutLineage, type LineageNode, type LineagePlace } from './lineage-layout';

/** Pixels. */
const WIDTH = 160;
const HEIGHT = 44;
const GAP = 40;
const COLUMN = WIDTH + GAP;
const ROW = HEIGHT + 20;

/** Left to right: what the version came from, the version, what became of it. The list below says the same in words. */
export function LineageView({ at }: { readonly at: VersionAddress }) {
  const { data, error, refetch } = useQuery(lineageQuery(at));
  const layout = useMemo(() => (data ? layoutLineage(data) : null), [data]);
  if (!data && error) return <ErrorRegion text="The lineage could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data || !layout) return <TabSkeleton />;
  if (data.edges.length === 0) return <EmptyRegion text="No run is known to have logged or used this version." />;
  return (
    <div className={styles.lineage} data-state="ready">
      <div className={styles.graph} tabIndex={0} role="region" aria-label="Lineage graph">
        <div style={{ position: 'relative', width: layout.columns * COLUMN - GAP, height: layout.rows * ROW - 20 }}>
          <svg width={layout.columns * COLUMN} height={layout.rows * ROW} aria-hidden="true">
            {layout.edges.map(({ from, to }) => (
              <path key={`${from.id} ${to.id}`} d={curve(from, to)} />
            ))}
          </svg>
          {layout.places.map((place) => (
            <div
              key={place.id}
              className={styles.node}
              data-kind={place.nodes[0]?.kind}
              data-own={place.nodes[0]?.rank === 0 ? '' : undefined}
              style={{ left: place.column * COLUMN, top: place.row * ROW, width: WIDTH, height: HEIGHT }}
            >
              <PlaceText nodes={place.nodes} />
            </div>
          ))}
        </div>
      </div>
      {data.cut ? <p className={styles.facts}>There is more than is shown.</p> : null}
      <h3>As a list</h3>
      <LineageList lineage={data} />
    </div>
  );
}

function PlaceText({ nodes }: { readonly nodes: readonly LineageNode[] }) {
  const [node] = nodes;
  if (!node) return null;
  if (nodes.length > 1) return <span>{formatCount(nodes.length)} runs</span>;
  return (
    <>
      <small>{node.kind === 'run' ? 'run' : visibleText(node.type)}</small>
      <NodeLink node={node} />
    </>
  );
}

function NodeLink({ node }: { readonly node: LineageNode }) {
  if (node.kind === 'run')
    return (
      <Link to="/$entity/$project/runs/$run" params={node.run} title={visibleText(node.run.displayName)}>
        <bdi>{visibleText(node.run.displayName)}</bdi>
      </Link>
    );
  const { entity, project, type, name: collection, version } = node;
  const text = `${collection}:${version}`;
  return (
    <Link
      to="/$entity/$project/artifacts/$type/$collection/$version/$tab"
      params={{ entity, project, type, collection, version, tab: 'lineage' }}
      title={visibleText(text)}
    >
      <bdi>{visibleText(text)}</bdi>
    </Link>
  );
}

/** Each cause with its effects. */
function LineageList({ lineage: { nodes, edges } }: { readonly lineage: ArtifactLineage }) {
  const ordered = [...nodes].sort((a, b) => a.rank - b.rank);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const causes = ordered.filter(({ id }) => edges.some(({ from }) => from === id));
  return (
    <ul className={styles.lineageList}>
      {causes.map((node) => (
        <li key={node.id}>
          <NodeLink node={node} /> {node.kind === 'run' ? 'logged' : 'was used by'}
          <ul>
            {edges
              .filter(({ from }) => from === node.id)
              .flatMap(({ to }) => byId.get(to) ?? [])
              .map((effect) => (
                <li key={effect.id}>
                  <NodeLink node={effect} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function curve(from: LineagePlace, to: LineagePlace): string {
  const x = from.column * COLUMN + WIDTH;
  const y = from.row * ROW + HEIGHT / 2;
  const end = to.column * COLUMN;
  const level = to.row * ROW + HEIGHT / 2;
  const middle = (x + end) / 2;
  return `M${x} ${y}C${middle} ${y} ${middle} ${level} ${end} ${level}`;
}
