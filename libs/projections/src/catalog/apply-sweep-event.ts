import type { Database } from '@runstead/postgres';
import type { EventOf, SweepEvent } from '@runstead/run-domain';
import { sql, type Transaction } from 'kysely';

type Tx = Transaction<Database>;
type Assigned = EventOf<'SweepRunAssigned'>;

/** Any event of sweeps but assignments, which are written in bulk. */
export async function applySweepEvent(tx: Tx, event: Exclude<SweepEvent, Assigned>): Promise<void> {
  switch (event.type) {
    case 'SweepCreated':
      return createSweep(tx, event);
    case 'SweepChanged':
      return changeSweep(tx, event);
    case 'SweepDeleted': {
      const at = new Date(event.time);
      await tx.updateTable('sweeps').set({ deleted_at: at, updated_at: at }).where('sweep_id', '=', event.data.sweepId).execute();
      return;
    }
    case 'SweepAgentRegistered':
      await tx
        .insertInto('sweep_agents')
        .values({
          agent_id: event.data.agentId,
          sweep_id: event.data.sweepId,
          name: event.data.name,
          host: event.data.host,
          author: event.actor,
          created_at: new Date(event.time),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }
}

async function createSweep(tx: Tx, { data, time, actor }: EventOf<'SweepCreated'>): Promise<void> {
  await tx
    .insertInto('sweeps')
    .values({
      sweep_id: data.sweepId,
      project_id: data.projectId,
      name: data.name,
      display_name: data.displayName,
      description: data.description,
      config: data.config,
      controller: data.controller,
      state: 'PENDING',
      state_reason: null,
      author: actor,
      prior_runs: [...data.priorRuns],
      created_at: new Date(time),
      updated_at: new Date(time),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function changeSweep(tx: Tx, { data, time }: EventOf<'SweepChanged'>): Promise<void> {
  const { displayName, description, config, controller, state } = data.changes;
  await tx
    .updateTable('sweeps')
    .set({
      updated_at: new Date(time),
      ...(displayName === undefined ? {} : { display_name: displayName }),
      ...(description === undefined ? {} : { description }),
      ...(config === undefined ? {} : { config }),
      ...(controller === undefined ? {} : { controller }),
      ...(state === undefined ? {} : { state, state_reason: data.reason }),
    })
    .where('sweep_id', '=', data.sweepId)
    .execute();
}

/**
 * The newest assignment of a run counts, the place in the order is that of the first. `offset` is the log's, which is the
 * same however the log is cut into batches. One statement for all: a search gives out thousands a second.
 */
export async function storeAssignments(
  tx: Tx,
  assignments: readonly { readonly event: Assigned; readonly offset: number }[],
): Promise<void> {
  const newest = new Map<string, { readonly event: Assigned; readonly ordinal: number }>();
  for (const { event, offset } of assignments) {
    const key = `${event.data.sweepId}/${event.data.runName}`;
    newest.set(key, { event, ordinal: newest.get(key)?.ordinal ?? offset });
  }
  await tx
    .insertInto('sweep_runs')
    .values(
      [...newest.values()].map(({ event: { data, time }, ordinal }) => ({
        sweep_id: data.sweepId,
        run_name: data.runName,
        ordinal,
        place: data.place,
        agent_id: data.agentId,
        arguments: data.arguments,
        token: data.token,
        assigned_at: new Date(time),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['sweep_id', 'run_name']).doUpdateSet({
        agent_id: sql`excluded.agent_id`,
        assigned_at: sql`excluded.assigned_at`,
      }),
    )
    .execute();
}
