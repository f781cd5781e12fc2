import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { runQuery } from '../../api/runs';
import { CopyButton } from '../../controls/copy-button';
import { SearchField } from '../../controls/search-field';
import { formatNumber } from '../../format/number';
import { NameText } from '../../format/name-text';
import { visibleText } from '../../format/visible-text';
import { runColour } from '../../runs/run-look';
import { EmptyRegion } from '../../states/empty-region';
import { useScheme } from '../../theme/color-scheme';
import type { PanelProps } from '../panel';
import { comparedGroups } from './compared-groups';
import { saveRows } from './csv';
import styles from './kinds.module.css';
import { PanelFrame } from './panel-frame';

const MOST = 10;

/** The first ten visible runs side by side; what differs, or everything. */
export function ComparerPanel(props: PanelProps) {
  const { entity, project, runs, options, panel, actions } = props;
  const scheme = useScheme();
  const [search, setSearch] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => runs.slice(0, MOST), [runs]);
  const found = useQueries({ queries: shown.map(({ name }) => runQuery({ entity, project, run: name })) });
  const documents = found.map(({ data }) => data);
  const diffOnly = options.diffOnly ?? shown.length >= 2;
  const groups = comparedGroups(documents, { diffOnly: diffOnly && shown.length >= 2, search });
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const loading = found.some(({ isPending }) => isPending);
  const title = options.title ?? panel.title;
  return (
    <PanelFrame
      props={props}
      state={shown.length === 0 ? 'empty' : loading && count === 0 ? 'loading' : 'ready'}
      count={shown.length}
      onCsv={() =>
        saveRows(
          title,
          ['key', ...shown.map(({ displayName }) => displayName)],
          groups.flatMap(({ name, rows }) => rows.map((row) => [`${name}: ${row.key}`, ...row.values])),
        )
      }
      foot={<span>{runs.length > MOST ? `First ${MOST} of ${props.visible} runs` : `${shown.length} runs`}</span>}
    >
      {shown.length === 0 ? (
        <EmptyRegion text="No run is visible" />
      ) : (
        <div className={styles.comparer}>
          <div className={styles.comparerBar}>
            <SearchField label="Search keys" value={search} onChange={setSearch} className={styles.comparerSearch ?? ''} />
            <label>
              <input
                type="checkbox"
                checked={diffOnly}
                onChange={(event) => actions.setOptions(panel.id, { diffOnly: event.target.checked })}
              />
              Diff only
            </label>
          </div>
          <div className={styles.comparerTable} tabIndex={0} role="region" aria-label={title}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Key</th>
                  {shown.map((run) => (
                    <th key={run.name} scope="col">
                      <i style={{ background: runColour(run.ordinal, run.colour, scheme) }} />
                      <NameText name={run.displayName} />
                    </th>
                  ))}
                </tr>
              </thead>
              {groups.map(({ name, rows }) => (
                <tbody key={name}>
                  <tr>
                    <th scope="colgroup" colSpan={shown.length + 1} className={styles.comparerGroup}>
                      <button
                        type="button"
                        aria-expanded={!closed.has(name)}
                        onClick={() =>
                          setClosed((all) => {
                            const next = new Set(all);
                            if (!next.delete(name)) next.add(name);
                            return next;
                          })
                        }
                      >
                        {name} <span>{rows.length}</span>
                      </button>
                    </th>
                  </tr>
                  {closed.has(name)
                    ? null
                    : rows.map((row) => (
                        <tr key={row.key} data-differs={row.differs || undefined}>
                          <th scope="row">
                            <bdi>{visibleText(row.key)}</bdi>
                          </th>
                          {row.values.map((value, i) => (
                            <td key={shown[i]?.name ?? i} title={textOf(value)} data-numeric={typeof value === 'number' || undefined}>
                              <bdi>{typeof value === 'number' ? formatNumber(value) : visibleText(textOf(value))}</bdi>
                              {value === undefined ? null : <CopyButton text={textOf(value)} label={`Copy ${row.key}`} />}
                            </td>
                          ))}
                        </tr>
                      ))}
                </tbody>
              ))}
            </table>
            {count === 0 && !loading ? (
              <EmptyRegion text={search ? `No key matches "${search}"` : 'Nothing differs between these runs'} />
            ) : null}
          </div>
        </div>
      )}
    </PanelFrame>
  );
}

const textOf = (value: unknown): string => (value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value));
