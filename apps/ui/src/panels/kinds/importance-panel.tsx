import { importanceSchema, type Importance, type RunSelection } from '@runstead/ui-contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { valueOf } from '../../api/answer';
import { apiPath, requestJson } from '../../api/request';
import { formatNumber } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import { EmptyRegion } from '../../states/empty-region';
import { ErrorRegion } from '../../states/error-region';
import { Skeleton } from '../../states/skeleton';
import type { PanelProps } from '../panel';
import { saveRows } from './csv';
import styles from './kinds.module.css';
import { NeedsFields } from './needs-fields';
import { PanelFrame } from './panel-frame';
import { shortField } from './use-run-figures';

/** Which parameters a result depends on, over the visible runs that have ended; worked out by the server. */
export function ImportancePanel(props: PanelProps) {
  const target = props.options.fields?.[0];
  return target ? <Table {...props} target={target} /> : <NeedsFields props={props} text="Choose the result to explain" />;
}

function Table({ target, ...props }: PanelProps & { readonly target: string }) {
  const { entity, project, grouping, options, panel } = props;
  const found = useQuery(importanceQuery(entity, project, grouping?.selection ?? {}, target));
  const { data } = found;
  const rows = data?.parameters ?? [];
  const title = options.title ?? panel.title;
  const most = Math.max(1e-9, ...rows.map(({ importance }) => importance));
  return (
    <PanelFrame
      props={props}
      state={data ? (rows.length > 0 ? 'ready' : 'empty') : found.error ? 'error' : 'loading'}
      count={rows.length}
      onCsv={() =>
        saveRows(
          title,
          ['parameter', 'importance', 'correlation'],
          rows.map((row) => [row.field, row.importance, row.correlation]),
        )
      }
      foot={
        <>
          <span>{data ? `${data.runs} ended runs` : ''}</span>
          <span className={styles.axis}>{shortField(target)}</span>
        </>
      }
    >
      {rows.length > 0 ? (
        <div className={styles.importance} tabIndex={0} role="region" aria-label={`Importance for ${shortField(target)}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Parameter</th>
                <th scope="col" colSpan={2}>
                  Importance
                </th>
                <th scope="col" colSpan={2}>
                  Correlation
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ field, importance, correlation }) => (
                <tr key={field}>
                  <th scope="row">
                    <bdi>{visibleText(shortField(field))}</bdi>
                  </th>
                  <td>
                    <Meter from={0} to={importance / most} />
                  </td>
                  <td>{formatNumber(importance, 3)}</td>
                  <td>{correlation === null ? null : <Meter from={0.5} to={0.5 + correlation / 2} />}</td>
                  <td>{correlation === null ? '—' : formatNumber(correlation, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : found.error && !data ? (
        <ErrorRegion text="The importance could not be worked out." error={found.error} onRetry={() => void found.refetch()} />
      ) : data ? (
        <EmptyRegion text={data.missing ?? 'No parameter varies between these runs'} />
      ) : (
        <Skeleton height="100%" />
      )}
    </PanelFrame>
  );
}

/** A bar from one share of the width to another. */
function Meter({ from, to }: { readonly from: number; readonly to: number }) {
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  return (
    <span className={styles.meter}>
      <i data-negative={to < from || undefined} style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }} />
    </span>
  );
}

const importanceQuery = (entity: string, project: string, selection: RunSelection, target: string) =>
  queryOptions({
    queryKey: ['importance', entity, project, selection, target],
    queryFn: async ({ signal }): Promise<Importance> => {
      const path = apiPath('projects', entity, project, 'parameter-importance');
      return valueOf(await requestJson(importanceSchema, path, { method: 'POST', body: { ...selection, target }, signal }));
    },
    placeholderData: keepPreviousData,
    // A forest takes its time: it is grown again when the runs differ, not for every new line of theirs.
    staleTime: 60_000,
  });
