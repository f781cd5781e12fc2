import { DeadLetterOffice, MaintenanceJobs, RebuildRefusedError, type MaintenanceTask } from '@runstead/projections';
import {
  letterPageSchema,
  letterQuerySchema,
  maintenanceJobSchema,
  maintenanceTaskSchema,
  oneLetterQuerySchema,
  oneLetterSchema,
  replayLettersSchema,
  replayedLettersSchema,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { conflict, notFound } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const access = { action: 'instance:admin', on: 'instance' } as const;
const begin = endpoint({
  method: 'POST',
  path: '/admin/maintenance',
  summary: 'Begin to rebuild a projection beside the one that is shown, or to compare log, projections and files',
  access,
  body: maintenanceTaskSchema,
  answer: maintenanceJobSchema,
});
const readJob = endpoint({
  method: 'GET',
  path: '/admin/maintenance/:id',
  summary: 'How far a rebuild or a comparison is, and what it found',
  access,
  answer: maintenanceJobSchema,
});
const list = endpoint({
  method: 'GET',
  path: '/admin/dead-letters',
  summary: 'Data that could not be used, with reasons and counts',
  access,
  query: letterQuerySchema,
  answer: letterPageSchema,
});
const show = endpoint({
  method: 'GET',
  path: '/admin/dead-letters/letter',
  summary: 'A dead letter with its bytes',
  access,
  query: oneLetterQuerySchema,
  answer: oneLetterSchema,
});
const replay = endpoint({
  method: 'POST',
  path: '/admin/dead-letters/replay',
  summary: 'Offer dead letters to the code of today',
  access,
  body: replayLettersSchema,
  answer: replayedLettersSchema,
});
const SHOWN_BYTES = 64 * 1024;

@ApiController()
export class MaintenanceController {
  constructor(
    private readonly jobs: MaintenanceJobs,
    private readonly office: DeadLetterOffice,
  ) {}

  @Serve(begin)
  async begin({ body }: Call<typeof begin>) {
    try {
      return this.jobs.start(body satisfies MaintenanceTask);
    } catch (error) {
      if (error instanceof RebuildRefusedError) throw conflict('maintenance-refused', error.message);
      throw error;
    }
  }

  @Serve(readJob)
  async job({ params }: Call<typeof readJob>) {
    const job = this.jobs.job(Number(params.id));
    if (job === null) throw notFound();
    return job;
  }

  @Serve(list)
  async list({ query: { after, limit, state, runId, reason } }: Call<typeof list>) {
    const filter = { state, ...(runId === undefined ? {} : { runId }), ...(reason === undefined ? {} : { reason }) };
    const letters = await this.office.page(filter, after ?? null, limit);
    return { letters, next: letters.length < limit ? null : (letters.at(-1)?.id ?? null), counts: await this.office.counts() };
  }

  @Serve(show)
  async show({ query }: Call<typeof show>) {
    const found = await this.office.letter(query.id);
    if (found === null) throw notFound();
    const { letter, headers, bytes } = found;
    return { letter, headers: { ...headers }, text: bytes.subarray(0, SHOWN_BYTES).toString('utf8'), bytes: bytes.length };
  }

  @Serve(replay)
  async replay({ body, principal }: Call<typeof replay>) {
    return { outcomes: await this.office.replay(body.ids, principal.username) };
  }
}
