import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { OwnConnection } from './own-connection';

const SLOTS = 16_384;
const PATIENCE_MS = 15_000;
const SHORTEST_PAUSE_MS = 3;
const LONGEST_PAUSE_MS = 50;

/**
 * Turns as advisory locks of one session: a process that dies gives all of its turns back with its connection. Names are hashed
 * into slots, so that the list of last owners stays small; two names of a slot only wait for each other now and then.
 */
export class Turns {
  private readonly connection: OwnConnection;
  /** In this process, by slot: the session would let itself in a second time. */
  private readonly tails = new Map<string, Promise<void>>();

  constructor(
    url: string,
    applicationName: string,
    private readonly owner: string,
  ) {
    this.connection = new OwnConnection(url, applicationName);
  }

  async run<T>(name: string, work: (undisturbed: boolean) => Promise<T>): Promise<T> {
    const { kind, slot } = slotOf(name);
    return this.inOrder(`${kind}/${slot}`, async () => {
      await this.enter(name, kind, slot);
      try {
        // Before the work, durably: a crash in the middle of it leaves our name, and the next owner looks at the log.
        return await work(await this.claim(kind, slot));
      } finally {
        // With the connection the turn is gone by itself.
        await this.connection.query('SELECT pg_advisory_unlock(hashtext($1), $2)', [kind, slot]).catch(() => undefined);
      }
    });
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private async enter(name: string, kind: string, slot: number): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (let wait = SHORTEST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const { rows } = await this.connection.query<{ got: boolean }>('SELECT pg_try_advisory_lock(hashtext($1), $2) AS got', [kind, slot]);
      if (rows[0]?.got) return;
      if (Date.now() > until) throw new Error(`Another process has had the turn ${name} for ${PATIENCE_MS / 1_000} s`);
      await pause(wait * (0.5 + Math.random()));
    }
  }

  /** True when the last owner was this process. */
  private async claim(kind: string, slot: number): Promise<boolean> {
    const { rowCount } = await this.connection.query(
      `INSERT INTO turn_owners AS t (kind, slot, owner) VALUES ($1, $2, $3)
       ON CONFLICT (kind, slot) DO UPDATE SET owner = excluded.owner WHERE t.owner <> excluded.owner`,
      [kind, slot, this.owner],
    );
    return rowCount === 0;
  }

  private async inOrder<T>(key: string, work: () => Promise<T>): Promise<T> {
    const result = (this.tails.get(key) ?? Promise.resolve()).then(work);
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.tails.set(key, tail);
    try {
      return await result;
    } finally {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}

function slotOf(name: string): { readonly kind: string; readonly slot: number } {
  const kind = name.slice(0, name.indexOf(':'));
  return { kind, slot: createHash('sha256').update(name).digest().readUInt32LE() % SLOTS };
}
