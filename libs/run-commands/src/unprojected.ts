import type { LogPosition } from '@runstead/event-log';
import type { CatalogProgress } from './catalog-progress';

/** What this process has appended and the catalog does not hold yet, so that a command sees its predecessors. */
export class Unprojected<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly position: LogPosition }>();

  constructor(private readonly catalog: CatalogProgress) {}

  put(key: string, value: Value, position: LogPosition): void {
    this.entries.delete(key);
    this.entries.set(key, { value, position });
    this.dropProjected();
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (!entry || !this.catalog.holds(entry.position)) return entry?.value;
    this.entries.delete(key);
    return undefined;
  }

  /** Entries are in the order of their positions, so the projected ones are in front. */
  private dropProjected(): void {
    for (const [key, { position }] of this.entries) {
      if (!this.catalog.holds(position)) return;
      this.entries.delete(key);
    }
  }
}
