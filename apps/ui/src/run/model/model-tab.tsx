import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { CopyButton } from '../../controls/copy-button';
import { SearchField } from '../../controls/search-field';
import { Snippet } from '../../controls/snippet';
import { formatCount, formatPercent } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { fileTextQuery } from '../files/files-api';
import type { RunView } from '../run-view';
import { SelectField } from '../../controls/select-field';
import { TabSkeleton } from '../tab-skeleton';
import { graphFiles, type GraphLayer, modelGraph, type ModelGraph } from './graph-layers';
import styles from './model.module.css';

/** The layers of the model graph that the run logged. */
export default function ModelTab({ at, run }: RunView) {
  const graphs = useMemo(() => graphFiles(run.summary), [run.summary]);
  const [chosen, setChosen] = useState<string | null>(null);
  const graph = graphs.find((one) => one.key === chosen) ?? graphs[0];
  const { data, error, refetch } = useQuery({ ...fileTextQuery(at, graph?.path ?? '', 0), enabled: graph !== undefined });
  const model = useMemo(() => (data === undefined ? undefined : modelGraph(parsed(data))), [data]);
  if (!graph)
    return (
      <EmptyRegion text="No model graph was logged. Call wandb.watch(model, log_graph=True).">
        <Snippet text="wandb.watch(model, log_graph=True)" label="Copy call" />
      </EmptyRegion>
    );
  if (error) return <ErrorRegion text="The model graph could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (model === undefined) return <TabSkeleton />;
  if (model === null) return <EmptyRegion text={`The file ${graph.path} is not a model graph that can be read.`} />;
  return (
    <div className={styles.model} data-state="ready">
      {graphs.length > 1 ? (
        <SelectField label="Graph" value={graph.key} options={graphs.map(({ key }) => ({ value: key, label: key }))} onChange={setChosen} />
      ) : null}
      <LayerTable model={model} />
    </div>
  );
}

function LayerTable({ model }: { readonly model: ModelGraph }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const layers = model.layers.filter((layer) => `${layer.name} ${layer.fullType}`.toLowerCase().includes(wanted));
  return (
    <>
      <div className={styles.bar}>
        <p>
          Layers <strong>{formatCount(model.layers.length)}</strong> · Parameters <strong>{formatCount(model.parameters)}</strong>
        </p>
        <SearchField label="Search layers" value={search} onChange={setSearch} />
        <CopyButton text={asText(model.layers)} label="Copy layers as text" />
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Type</th>
              <th scope="col">Output shape</th>
              <th scope="col">Parameters</th>
              <th scope="col">% of total</th>
            </tr>
          </thead>
          <tbody>
            {layers.map((layer) => (
              <tr key={layer.key}>
                <th scope="row" style={{ paddingLeft: 12 + layer.depth * 14 }}>
                  <bdi>{visibleText(layer.name)}</bdi>
                </th>
                <td title={visibleText(layer.fullType)}>{layer.type ? visibleText(layer.type) : '—'}</td>
                <td className={styles.shapes}>{layer.shapes.length > 0 ? layer.shapes.join('\n') : '—'}</td>
                <td>{formatCount(layer.parameters)}</td>
                <td>{model.parameters > 0 ? formatPercent(layer.parameters / model.parameters) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const asText = (layers: readonly GraphLayer[]): string =>
  ['Layer\tType\tOutput shape\tParameters', ...layers.map((l) => [l.name, l.type, l.shapes.join(' '), l.parameters].join('\t'))].join('\n');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
