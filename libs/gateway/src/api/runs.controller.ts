import type { Run, RunDetails } from '@runstead/run-domain';
import { RunCommands } from '@runstead/run-commands';
import { ReceiptQueries, RunDocumentQueries, RunningRunsQueries } from '@runstead/run-queries';
import {
  type Receipt,
  type RunDocument,
  type RunningRuns,
  receiptSchema,
  runChangesSchema,
  runDocumentSchema,
  runningRunsSchema,
  timelineSchema,
} from '@runstead/ui-contract';
import { Policy } from '@runstead/accounts';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const RUN = '/runs/:entity/:project/:run';
/** A deleted run can be looked at and restored until it is gone for good. */
const read = { action: 'project:read', on: 'run', deletedToo: true } as const;
const write = { action: 'project:write', on: 'run' } as const;
const readRun = endpoint({ method: 'GET', path: RUN, summary: 'Everything about one run', access: read, answer: runDocumentSchema });
const changeRun = endpoint({
  method: 'PATCH',
  path: RUN,
  summary: 'Change name, notes or tags; what is absent stays',
  access: write,
  body: runChangesSchema,
  answer: runDocumentSchema,
});
const deleteRun = endpoint({
  method: 'DELETE',
  path: RUN,
  summary: 'Delete the run; it can be restored',
  access: write,
  answer: 'nothing',
});
const stopRun = endpoint({
  method: 'POST',
  path: `${RUN}/stop`,
  summary: 'Ask the process to end; its client hears of it within half a minute',
  access: write,
  answer: runDocumentSchema,
});
const restoreRun = endpoint({
  method: 'POST',
  path: `${RUN}/restore`,
  summary: 'Bring a deleted run back',
  access: { ...write, deletedToo: true },
  answer: runDocumentSchema,
});
const readTimeline = endpoint({
  method: 'GET',
  path: `${RUN}/timeline`,
  summary: 'State changes with cause, evidence, actor and time',
  access: read,
  answer: timelineSchema,
});
const readReceipt = endpoint({
  method: 'GET',
  path: `${RUN}/receipt`,
  summary: 'Lines received against lines stored, per file and writer',
  access: read,
  answer: receiptSchema,
});
const listRunning = endpoint({
  method: 'GET',
  path: '/running-runs',
  summary: 'Up to ten running runs of the caller',
  access: { action: 'account:write', on: 'own account' },
  answer: runningRunsSchema,
});

@ApiController()
export class RunsController {
  constructor(
    private readonly documents: RunDocumentQueries,
    private readonly receipts: ReceiptQueries,
    private readonly running: RunningRunsQueries,
    private readonly commands: RunCommands,
    private readonly policy: Policy,
  ) {}

  @Serve(readRun)
  async read({ run }: Call<typeof readRun>): Promise<RunDocument> {
    return this.document(run.runId);
  }

  @Serve(changeRun)
  async change({ run, body, principal }: Call<typeof changeRun>): Promise<RunDocument> {
    const { displayName, notes, tags } = body;
    const changes: Partial<RunDetails> = {
      ...(displayName === undefined ? {} : { displayName }),
      ...(notes === undefined ? {} : { notes }),
      ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    };
    if (Object.keys(changes).length > 0) present(await this.commands.changeDetails(run.runId, changes, principal.username));
    return this.document(run.runId);
  }

  @Serve(deleteRun)
  async delete({ run, principal }: Call<typeof deleteRun>): Promise<void> {
    present(await this.commands.delete(run.runId, principal.username));
  }

  @Serve(stopRun)
  async stop({ run, principal }: Call<typeof stopRun>): Promise<RunDocument> {
    present(await this.commands.requestStop(run.runId, principal.username));
    return this.document(run.runId);
  }

  @Serve(restoreRun)
  async restore({ run, principal }: Call<typeof restoreRun>): Promise<RunDocument> {
    present(await this.commands.restore(run.runId, principal.username));
    return this.document(run.runId);
  }

  @Serve(readTimeline)
  async timeline({ run }: Call<typeof readTimeline>) {
    return { changes: (await this.documents.timeline(run.runId)) ?? [] };
  }

  @Serve(readReceipt)
  async receipt({ run }: Call<typeof readReceipt>): Promise<Receipt> {
    return this.receipts.receipt(run.projectId, run.runId);
  }

  @Serve(listRunning)
  async listRunning({ principal }: Call<typeof listRunning>): Promise<RunningRuns> {
    return this.running.of(principal.username, this.policy.readableEntities(principal));
  }

  private async document(runId: string): Promise<RunDocument> {
    const document = await this.documents.document(runId);
    if (!document) throw notFound();
    return document;
  }
}

function present(run: Run | null): void {
  if (!run) throw notFound();
}
