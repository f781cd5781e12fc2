import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Notification } from 'pg';
import { Peers, type Duty } from '../peers';
import { OwnConnection } from './own-connection';
import type { PgPool } from './pg-pool';
import { Turns } from './turns';

/** Of a message of NOTIFY, less the sender's name; what is longer is cut into several by whoever sends it. */
const LONGEST_MESSAGE = 7_900;
const LISTEN_AGAIN_MS = 1_000;

interface Listener {
  readonly channel: string;
  readonly heard: (message: string) => void;
  readonly missed: () => void;
}

/** The processes that use the same Postgres. Two connections of its own at most: turns and messages. */
export class PgPeers extends Peers {
  readonly alone = false;
  private readonly id = randomUUID();
  private readonly turns: Turns;
  private readonly listeners = new Set<Listener>();
  private listening: OwnConnection | null = null;
  private closed = false;

  constructor(
    private readonly pool: PgPool,
    private readonly url: string,
    private readonly applicationName: string,
    private readonly duties: readonly Duty[],
  ) {
    super();
    this.turns = new Turns(url, `${applicationName} turns`, this.id);
  }

  does(duty: Duty): boolean {
    return this.duties.includes(duty);
  }

  turn<T>(name: string, work: (undisturbed: boolean) => Promise<T>): Promise<T> {
    return this.turns.run(name, work);
  }

  tell(channel: string, message: string): void {
    if (this.closed) return;
    const text = `${this.id} ${message}`;
    if (Buffer.byteLength(text) > LONGEST_MESSAGE) throw new RangeError(`a message of more than ${LONGEST_MESSAGE} bytes`);
    // Who misses it asks the store, as after a start.
    sql`SELECT pg_notify(${channel}, ${text})`.execute(this.pool.db).catch(() => undefined);
  }

  listen(channel: string, heard: (message: string) => void, missed: () => void): () => void {
    const listener = { channel, heard, missed };
    this.listeners.add(listener);
    void this.startListening(channel);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.listening?.close();
    await this.turns.close();
  }

  private async startListening(channel: string): Promise<void> {
    this.listening ??= new OwnConnection(this.url, `${this.applicationName} messages`, {
      connected: async (client) => {
        for (const name of this.channels()) await client.query(`LISTEN "${name}"`);
        // What was said before this moment was not heard.
        for (const { missed } of this.listeners) missed();
      },
      lost: () => this.listenAgain(),
      notified: (notification) => this.dispatch(notification),
    });
    await this.listening.query(`LISTEN "${channel}"`).catch(() => this.listenAgain());
  }

  private listenAgain(): void {
    if (this.closed) return;
    setTimeout(() => {
      if (!this.closed) void this.listening?.connected().catch(() => this.listenAgain());
    }, LISTEN_AGAIN_MS).unref();
  }

  private channels(): Set<string> {
    return new Set([...this.listeners].map(({ channel }) => channel));
  }

  private dispatch({ channel, payload = '' }: Notification): void {
    const space = payload.indexOf(' ');
    if (payload.slice(0, space) === this.id) return;
    const message = payload.slice(space + 1);
    for (const listener of this.listeners) if (listener.channel === channel) listener.heard(message);
  }
}
