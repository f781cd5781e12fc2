import type { Database } from '@runstead/postgres';
import { evolve, type EventOf, type Run, type RunEvent } from '@runstead/run-domain';
import type { Transaction } from 'kysely';
import { idArray } from '../bound-arrays';
import { runFromRow } from './run-row';

/** A run as the batch leaves it, with the offset of the last event that touched it. */
interface FoldedRun {
  readonly run: Run;
  readonly version: number;
}

/** The runs that a batch touches: loaded once, evolved in memory, written once. */
export class RunFold {
  private readonly touched = new Map<string, FoldedRun>();
  private readonly files = new Map<string, { readonly runId: string; readonly event: EventOf<'RunFileStored' | 'RunFileDeleted'> }>();
  readonly summaries: {
    readonly runId: string;
    readonly version: number;
    readonly event: EventOf<'RunSummaryEdited' | 'RunRewound' | 'RunForked'>;
  }[] = [];
  readonly alerts: { readonly runId: string; readonly event: EventOf<'RunAlertRaised'> }[] = [];

  private constructor(private readonly before: ReadonlyMap<string, Run>) {}

  static async load(tx: Transaction<Database>, runIds: Iterable<string>): Promise<RunFold> {
    const ids = [...new Set(runIds)];
    if (ids.length === 0) return new RunFold(new Map());
    const rows = await tx.selectFrom('runs').selectAll().where('run_id', '=', idArray(ids)).execute();
    return new RunFold(new Map(rows.map((row) => [row.run_id, runFromRow(row)])));
  }

  /** The run after the event, or null when there is no such run (then the event has no effect, as in `evolve`). */
  apply(event: RunEvent, offset: number): Run | null {
    const runId = event.key;
    const before = this.touched.get(runId)?.run ?? this.before.get(runId) ?? null;
    const run = evolve(before, event);
    if (run === null) return null;
    if (run !== before) this.touched.set(runId, { run, version: offset });
    if (event.type === 'RunFileStored' || event.type === 'RunFileDeleted') this.files.set(`${runId}/${event.data.name}`, { runId, event });
    if (event.type === 'RunSummaryEdited' || event.type === 'RunRewound' || event.type === 'RunForked')
      this.summaries.push({ runId, version: offset, event });
    if (event.type === 'RunAlertRaised') this.alerts.push({ runId, event });
    return run;
  }

  get runs(): readonly FoldedRun[] {
    return [...this.touched.values()];
  }

  /** The last event of each file. */
  get lastFileEvents(): readonly { readonly runId: string; readonly event: EventOf<'RunFileStored' | 'RunFileDeleted'> }[] {
    return [...this.files.values()];
  }
}
