import { formatNumber } from '../../format/number';
import { visibleText } from '../../format/visible-text';
import styles from './latest-values.module.css';

/** More than a thumb swipes through is a list, which Overview has. */
const MOST = 12;

/** The newest value of each metric, for screens that show one chart at a time. */
export function LatestValues({ summary }: { readonly summary: Record<string, unknown> }) {
  const values = Object.entries(summary)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number' && !entry[0].startsWith('_'))
    .slice(0, MOST);
  if (values.length === 0) return null;
  return (
    <dl className={styles.values} aria-label="Latest values">
      {values.map(([key, value]) => (
        <div key={key}>
          <dt title={visibleText(key)}>
            <bdi>{visibleText(key)}</bdi>
          </dt>
          <dd className="numeric">{formatNumber(value, 4)}</dd>
        </div>
      ))}
    </dl>
  );
}
