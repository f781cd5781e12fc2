import type { Receipt } from '@runstead/ui-contract';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { RunAddress } from '../../api/runs';
import { formatBytes } from '../../format/bytes';
import { formatCount } from '../../format/number';
import { formatDateTime } from '../../format/time';
import { visibleText } from '../../format/visible-text';
import { ErrorRegion } from '../../states/error-region';
import { Skeleton } from '../../states/skeleton';
import styles from './overview.module.css';
import { receiptNotes, STREAM_NAMES } from './receipt-notes';
import { receiptQuery } from './receipt-query';
import { receiptVerdict } from './receipt-verdict';

/** What came in against what is stored: the proof that nothing was lost. */
export function ReceiptCard({ at }: { readonly at: RunAddress }) {
  const heading = useId();
  const { data, error, refetch } = useQuery(receiptQuery(at));
  const verdict = data ? receiptVerdict(data) : null;
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <div className={styles.cardHead}>
        <h2 id={heading}>Receipt</h2>
        {verdict ? (
          <span className={styles.verdict} data-tone={verdict.tone}>
            {verdict.text}
            {data && !data.complete ? `, as of ${formatDateTime(data.asOf, true).slice(11)}` : ''}
          </span>
        ) : null}
      </div>
      {error && !data ? <ErrorRegion text="The receipt could not be loaded" error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <>
          <Totals totals={data.totals} />
          <Notes files={data.files} />
          <PerFile files={data.files} />
        </>
      ) : error ? null : (
        <div className={styles.figures} data-state="loading" aria-busy="true">
          <Skeleton height="42px" />
        </div>
      )}
    </section>
  );
}

function Totals({ totals }: { readonly totals: Receipt['totals'] }) {
  const figures: readonly (readonly [number, string])[] = [
    [totals.linesReceived, 'lines received'],
    [totals.linesStored, 'stored'],
    [totals.linesRepeated, 'repeats dropped'],
    ...(totals.linesRewritten > 0 ? [[totals.linesRewritten, 'rewritten'] as const] : []),
    [totals.gaps, 'gaps'],
    ...(unreadable(totals) > 0 ? [[unreadable(totals), 'unreadable'] as const] : []),
    ...(totals.deadLettersRepaired > 0 ? [[totals.deadLettersRepaired, 'repaired'] as const] : []),
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([count, label]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="numeric">{formatCount(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Repaired ones are stored like any other. */
function unreadable({ deadLetters, deadLettersRepaired }: { readonly deadLetters: number; readonly deadLettersRepaired: number }): number {
  return deadLetters - deadLettersRepaired;
}

function Notes({ files }: { readonly files: Receipt['files'] }) {
  const notes = receiptNotes(files);
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note.key} data-tone={note.tone}>
          {visibleText(note.text)}
        </li>
      ))}
    </ul>
  );
}

function PerFile({ files }: { readonly files: Receipt['files'] }) {
  if (files.length === 0) return null;
  return (
    <details className={styles.perFile}>
      <summary>By stream</summary>
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              <th scope="col">Stream</th>
              <th scope="col">Received</th>
              <th scope="col">Stored</th>
              <th scope="col">Repeats</th>
              <th scope="col">Gaps</th>
              <th scope="col">Unreadable</th>
              <th scope="col">Size</th>
            </tr>
          </thead>
          <tbody>
            {files.map((file) => (
              <tr key={`${file.file}/${file.writer}`}>
                <th scope="row">
                  {STREAM_NAMES[file.file] ?? visibleText(file.file)}
                  {file.writer ? <span className={styles.muted}> {visibleText(file.writer)}</span> : null}
                </th>
                <td>{formatCount(file.linesReceived)}</td>
                <td>{formatCount(file.linesStored)}</td>
                <td>{formatCount(file.linesRepeated)}</td>
                <td>{formatCount(file.gaps)}</td>
                <td>{formatCount(unreadable(file))}</td>
                <td>{formatBytes(file.bytesReceived)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
