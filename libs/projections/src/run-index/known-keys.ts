import type { ClickHouse } from '@runstead/clickhouse';
import type { DocumentKind } from './run-index-rows';

/** A config or summary of a run. */
export interface DocumentName {
  readonly run: { readonly run_id: string; readonly project_id: string };
  readonly kind: DocumentKind;
}

/**
 * Every key that a document has ever had (`run_value_keys`), so that one it lacks now can be marked as gone. Where only this process
 * writes them, what it has read or written once it does not ask for again, as long as the document is among those used last.
 */
export class KnownKeys {
  private readonly remembered = new Map<string, ReadonlySet<string>>();
  private total = 0;

  /** At most about `capacity` keys are remembered: 0 where other processes write some, too. */
  constructor(
    private readonly clickHouse: ClickHouse,
    private readonly capacity: number,
  ) {}

  /** Answers the keys of each of the documents. */
  async of(documents: readonly DocumentName[]): Promise<(document: DocumentName) => ReadonlySet<string>> {
    const unknown = documents.filter((document) => !this.remembered.has(nameOf(document)));
    const stored = unknown.length === 0 ? new Map<string, readonly string[]>() : await this.read(unknown);
    const asked = new Map<string, ReadonlySet<string>>();
    for (const document of documents) {
      const name = nameOf(document);
      // Two partitions are projected side by side: what the other has noted meanwhile stays noted.
      const held = this.remembered.get(name);
      const read = stored.get(name);
      const keys = held && !read ? held : new Set([...(held ?? []), ...(read ?? [])]);
      this.remember(name, keys);
      asked.set(name, keys);
    }
    return (document) => asked.get(nameOf(document)) ?? new Set();
  }

  /** `keys` of the document are stored now. What has been forgotten meanwhile is read again when it is asked for. */
  written(document: DocumentName, keys: readonly string[]): void {
    const held = this.remembered.get(nameOf(document));
    if (held === undefined) return;
    this.remember(nameOf(document), new Set([...held, ...keys]));
  }

  private remember(name: string, keys: ReadonlySet<string>): void {
    this.forget(name);
    if (this.capacity === 0) return;
    this.remembered.set(name, keys);
    this.total += keys.size + 1;
    for (const oldest of this.remembered.keys()) {
      if (this.total <= this.capacity || oldest === name) return;
      this.forget(oldest);
    }
  }

  private forget(name: string): void {
    const held = this.remembered.get(name);
    if (held === undefined) return;
    this.remembered.delete(name);
    this.total -= held.size + 1;
  }

  private async read(documents: readonly DocumentName[]): Promise<Map<string, readonly string[]>> {
    const rows = await this.clickHouse.query<{ document: string; keys: string[] }>(
      `SELECT concat(toString(run_id), '/', toString(kind)) AS document, groupUniqArray(key) AS keys FROM run_value_keys
       WHERE project_id IN {projects:Array(UInt64)} AND run_id IN {runs:Array(UInt64)} GROUP BY run_id, kind`,
      { projects: [...new Set(documents.map(({ run }) => run.project_id))], runs: [...new Set(documents.map(({ run }) => run.run_id))] },
    );
    return new Map(rows.map((row) => [row.document, row.keys]));
  }
}

function nameOf({ run, kind }: DocumentName): string {
  return `${run.run_id}/${kind}`;
}
