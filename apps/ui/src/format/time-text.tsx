import { useEffect, useState } from 'react';
import { formatRelative, formatUtc } from './time';

/** `5 minutes ago`, the absolute time in the tooltip; keeps itself current. `time` in milliseconds. */
export function TimeText({ time }: { readonly time: number }) {
  const now = useNow(15_000);
  return (
    <time dateTime={new Date(time).toISOString()} title={formatUtc(time)}>
      {formatRelative(time, now)}
    </time>
  );
}

/** The current time, read again every `interval` milliseconds. */
export function useNow(interval: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
