import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Lies beside `src` and `dist`, so that both find it. */
const THREAD = join(__dirname, '..', '..', 'worker', 'pglite-thread.cjs');

export interface EngineOptions {
  /** The engine's folder, or `memory://`. */
  readonly location: string;
  /** `name=value` of postgresql.conf. */
  readonly settings: readonly string[];
  /** A gzipped tar of a database that is unpacked into `location` first; null to open what is there. */
  readonly archive: string | null;
}

export interface EngineResult {
  readonly rows: Record<string, unknown>[];
  /** Names of the columns of type `bigint`; their values are text. */
  readonly bigints: readonly string[];
  readonly affectedRows: number;
}

interface Request {
  readonly kind: 'open' | 'query' | 'script' | 'close';
  readonly sql?: string;
  readonly parameters?: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** PGlite in a thread of its own. Requests are answered one after the other; errors carry `code`, the SQLSTATE. */
export class EngineThread {
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private gone: Error | null = null;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => this.settle(answer));
    worker.on('error', (error) => this.abandon(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.abandon(new Error('the database is closed')));
    // Only a request that waits keeps the process alive, not an idle database.
    worker.unref();
  }

  static async open(options: EngineOptions): Promise<EngineThread> {
    const thread = new EngineThread(new Worker(THREAD, { workerData: options }));
    try {
      await thread.ask({ kind: 'open' });
      return thread;
    } catch (error) {
      await thread.worker.terminate();
      throw error;
    }
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<EngineResult> {
    // The thread is our own file: it answers a query with this shape.
    return (await this.ask({ kind: 'query', sql, parameters })) as EngineResult;
  }

  /** Several statements, without parameters and results. */
  async script(sql: string): Promise<void> {
    await this.ask({ kind: 'script', sql });
  }

  async close(): Promise<void> {
    if (this.gone) return;
    await this.ask({ kind: 'close' });
    this.gone ??= new Error('the database is closed');
    await this.worker.terminate();
  }

  private ask(request: Request): Promise<unknown> {
    if (this.gone) return Promise.reject(this.gone);
    const id = (this.asked += 1);
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) this.worker.ref();
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...request });
    });
  }

  private settle({ id, result, error }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (this.waiting.size === 0) this.worker.unref();
    if (error) waiting?.reject(Object.assign(new Error(error.message), error));
    else waiting?.resolve(result);
  }

  private abandon(error: Error): void {
    this.gone ??= error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
