import { ImportanceQueries } from '@runstead/run-queries';
import { type Importance, importanceQuerySchema, importanceSchema } from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { ApiController, Serve } from '../endpoint/serve';
import { orInvalid } from './run-table.controller';

const importance = endpoint({
  method: 'POST',
  path: '/projects/:entity/:project/parameter-importance',
  summary: 'Which parameters a result depends on: forest importance and correlation. Changes nothing',
  access: { action: 'project:read', on: 'project' },
  body: importanceQuerySchema,
  answer: importanceSchema,
});

@ApiController()
export class ImportanceController {
  constructor(private readonly queries: ImportanceQueries) {}

  @Serve(importance)
  async of({ project, body }: Call<typeof importance>): Promise<Importance> {
    return orInvalid(this.queries.of(project, body));
  }
}
