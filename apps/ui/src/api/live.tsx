import type { LiveEvent } from '@runstead/ui-contract';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { LiveConnection, type LiveStatus } from './live-connection';

const LiveContext = createContext<LiveConnection | null>(null);

/** Owns the page's one event stream and refreshes the queries that an event concerns. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [connection] = useState(() => new LiveConnection());
  useEffect(() => {
    const pending = new PendingRefresh(client);
    const stop = connection.onEvents((events) => pending.add(events));
    document.addEventListener('visibilitychange', connection.shown);
    return () => {
      stop();
      pending.cancel();
      document.removeEventListener('visibilitychange', connection.shown);
      connection.follow(null);
    };
  }, [client, connection]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

export function useLiveConnection(): LiveConnection {
  const connection = use(LiveContext);
  if (!connection) throw new Error('useLiveConnection needs a LiveProvider');
  return connection;
}

export function useLiveStatus(): LiveStatus {
  const connection = useLiveConnection();
  return useSyncExternalStore(connection.onStatus, connection.status);
}

/** A screen says what it shows; the stream follows until the screen leaves. */
export function useLiveTopic(entity: string, project: string, run?: string): void {
  const connection = useLiveConnection();
  useEffect(() => {
    connection.follow({ entity, project, run });
    return () => connection.follow(null);
  }, [connection, entity, project, run]);
}

/** `listener` is called with each batch of events; it may change between renders. */
export function useLiveEvents(listener: (events: readonly LiveEvent[]) => void): void {
  const connection = useLiveConnection();
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  useEffect(() => connection.onEvents((events) => current.current(events)), [connection]);
}

const REFRESH_EVERY_MS = 400;
/** Lists of keys grow slowly and can be long, and values by which runs are filtered or sorted change with every line: both have five seconds. */
const REFRESH_KEYS_EVERY_MS = 3_000;

/** Query families that each kind of event makes stale. Series are fetched by the charts themselves. */
const CONCERNS: Record<LiveEvent['kind'], readonly string[]> = {
  hello: [
    'runs',
    'run-table',
    'run-groups',
    'run-members',
    'group-series',
    'run',
    'keys',
    'run-keys',
    'files',
    'console',
    'receipt',
    'timeline',
    'project',
  ],
  'run-created': ['runs', 'run-table', 'run-groups', 'run-members', 'keys', 'project'],
  'run-changed': ['runs', 'run-table', 'run-groups', 'run-members', 'run', 'timeline'],
  'run-deleted': ['runs', 'run-table', 'run-groups', 'run-members', 'run', 'keys', 'project'],
  summary: ['run'],
  files: ['files'],
  history: ['receipt'],
  system: ['receipt'],
  console: ['console', 'receipt'],
};

/** Gathers events for a moment, then makes each family stale once: a burst of events is one request. */
class PendingRefresh {
  private readonly families = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private keysTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly client: QueryClient) {}

  add(events: readonly LiveEvent[]): void {
    for (const event of events) for (const family of CONCERNS[event.kind]) this.families.add(family);
    this.timer ??= setTimeout(() => this.refresh(), REFRESH_EVERY_MS);
    if (events.some(({ kind }) => kind === 'history' || kind === 'system' || kind === 'summary'))
      this.keysTimer ??= setTimeout(() => this.refreshKeys(), REFRESH_KEYS_EVERY_MS);
  }

  cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.keysTimer) clearTimeout(this.keysTimer);
  }

  private refresh(): void {
    this.timer = null;
    const families = new Set(this.families);
    this.families.clear();
    this.invalidate(families);
  }

  private refreshKeys(): void {
    this.keysTimer = null;
    this.invalidate(new Set(['keys', 'run-keys', 'run-table', 'run-groups', 'run-members', 'group-series', 'run-figures']));
  }

  private invalidate(families: ReadonlySet<string>): void {
    void this.client.invalidateQueries({ predicate: (query) => families.has(String(query.queryKey[0])) });
  }
}
