import { Client, type Notification, type QueryResult, type QueryResultRow } from 'pg';

export interface ConnectionEvents {
  /** A new session: what the old one held is gone. */
  readonly connected?: (client: Client) => Promise<void>;
  readonly lost?: () => void;
  readonly notified?: (notification: Notification) => void;
}

/**
 * One connection that is ours alone, for what belongs to a session: advisory locks and LISTEN. It is made when it is needed and
 * made again after a loss. Not for a pooler that exchanges sessions between transactions.
 */
export class OwnConnection {
  private client: Promise<Client> | null = null;
  private closed = false;
  /** A session answers one statement after the other. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly applicationName: string,
    private readonly events: ConnectionEvents = {},
  ) {}

  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<QueryResult<Row>> {
    const result = this.last.then(async () => {
      const client = await this.connected();
      return client.query<Row>(text, [...values]);
    });
    this.last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  async connected(): Promise<Client> {
    if (this.closed) throw new Error('the connection is closed');
    this.client ??= this.connect();
    return this.client;
  }

  async close(): Promise<void> {
    this.closed = true;
    const client = await this.client?.catch(() => null);
    await client?.end();
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: this.applicationName,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    const lost = (): void => {
      if (this.client === null) return;
      this.client = null;
      this.events.lost?.();
    };
    client.on('error', lost);
    client.on('end', lost);
    if (this.events.notified) client.on('notification', this.events.notified);
    try {
      await client.connect();
      await this.events.connected?.(client);
      return client;
    } catch (error) {
      this.client = null;
      await client.end().catch(() => undefined);
      throw error;
    }
  }
}
