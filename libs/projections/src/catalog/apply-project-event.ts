import type { Database } from '@runstead/postgres';
import { stringifyJson, type EventOf } from '@runstead/run-domain';
import type { Transaction } from 'kysely';

/** The first project of a name stays; the name cannot be taken twice. */
export async function createProject(tx: Transaction<Database>, { data, time }: EventOf<'ProjectCreated'>): Promise<void> {
  await tx
    .insertInto('projects')
    .values({
      project_id: data.projectId,
      entity: data.entity,
      name: data.name,
      description: data.description,
      created_at: new Date(time),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Of two saves of one revision the first in the log wins; the second was based on what it did not know. */
export async function saveWorkspace(tx: Transaction<Database>, { data, time }: EventOf<'WorkspaceSaved'>): Promise<void> {
  const document = stringifyJson(data.document);
  const updated_at = new Date(time);
  await tx
    .insertInto('workspaces')
    .values({ username: data.username, project_id: data.projectId, revision: data.revision, document, updated_at })
    .onConflict((conflict) =>
      conflict
        .columns(['username', 'project_id'])
        .doUpdateSet({ revision: data.revision, document, updated_at })
        .where('workspaces.revision', '<', data.revision),
    )
    .execute();
}

/** As above: of two saves of one revision the first in the log wins. */
export async function saveView(tx: Transaction<Database>, { data, time, actor }: EventOf<'ViewSaved'>): Promise<void> {
  const changed = {
    name: data.name,
    revision: data.revision,
    document: stringifyJson(data.document),
    updated_by: actor,
    updated_at: new Date(time),
  };
  await tx
    .insertInto('saved_views')
    .values({ view_id: data.viewId, project_id: data.projectId, ...changed })
    .onConflict((conflict) => conflict.column('view_id').doUpdateSet(changed).where('saved_views.revision', '<', data.revision))
    .execute();
}

export async function removeView(tx: Transaction<Database>, { data }: EventOf<'ViewRemoved'>): Promise<void> {
  await tx.deleteFrom('saved_views').where('view_id', '=', data.viewId).execute();
}
