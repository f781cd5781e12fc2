import type { ChdbResult, Session } from 'chdb';
import type { QueryLimits, QueryParams } from '../click-house';
import { boundParams } from '../bound-params';
import { Lane } from './lane';

const DEFAULT_SECONDS = 10;
const DEFAULT_BYTES = 2 * 1024 ** 3;

/**
 * Sessions that can only read. Limits are fixed when a session is made and `readonly = 1` comes last: the engine then
 * refuses `file()`, `url()`, inserts and every change of a setting, a `SETTINGS` clause included. So there is one session for
 * each pair of limits that the code uses: a handful.
 *
 * Bound queries run one at a time: the engine keeps their parameters in one place of the process.
 */
export class ReaderSessions {
  private readonly sessions = new Map<string, Promise<Session>>();

  constructor(
    private readonly connect: () => Promise<Session>,
    /** One for the whole process. */
    private readonly lane: Lane,
  ) {}

  async run(sql: string, format: string, params: QueryParams, limits: QueryLimits): Promise<ChdbResult> {
    const session = await this.session(limits);
    const bound = boundParams(sql, params);
    return this.lane.run(() =>
      Object.keys(bound).length > 0 ? session.queryBindAsync(sql, bound, { format }) : session.queryAsync(sql, { format }),
    );
  }

  async close(): Promise<void> {
    await this.lane.empty();
    for (const session of await Promise.all(this.sessions.values())) session.close();
    this.sessions.clear();
  }

  private session({ maxExecutionSeconds = DEFAULT_SECONDS, maxMemoryBytes = DEFAULT_BYTES }: QueryLimits): Promise<Session> {
    const key = `${maxExecutionSeconds}/${maxMemoryBytes}`;
    const known = this.sessions.get(key);
    if (known) return known;
    const made = this.connect().then((session) => limited(session, maxExecutionSeconds, maxMemoryBytes));
    this.sessions.set(key, made);
    // One that failed is made again by the next query.
    made.catch(() => this.sessions.delete(key));
    return made;
  }
}

async function limited(session: Session, seconds: number, bytes: number): Promise<Session> {
  try {
    await session.queryAsync(`SET max_execution_time = ${seconds}, max_memory_usage = ${bytes}`);
    await session.queryAsync('SET readonly = 1');
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}
