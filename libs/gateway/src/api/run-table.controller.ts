import { FilterRefusedError, RunFieldsQueries, RunGroupsQueries, RunTableQueries } from '@runstead/run-queries';
import {
  type RunFields,
  type RunFieldValues,
  type RunGroups,
  type RunNames,
  type RunPage,
  runFieldsQuerySchema,
  runFieldsSchema,
  runFieldValuesQuerySchema,
  runFieldValuesSchema,
  runGroupsQuerySchema,
  runGroupsSchema,
  runNamesQuerySchema,
  runNamesSchema,
  runPageSchema,
  runQuerySchema,
} from '@runstead/ui-contract';
import type { Call } from '../endpoint/call';
import { endpoint } from '../endpoint/endpoint';
import { invalid } from '../endpoint/problem';
import { ApiController, Serve } from '../endpoint/serve';

const PROJECT = '/projects/:entity/:project';
const access = { action: 'project:read', on: 'project' } as const;
const queryRuns = endpoint({
  method: 'POST',
  path: `${PROJECT}/runs/query`,
  summary: 'Runs that match a filter, in any order, with the columns asked for. Changes nothing',
  access,
  body: runQuerySchema,
  answer: runPageSchema,
});
const nameRuns = endpoint({
  method: 'POST',
  path: `${PROJECT}/runs/names`,
  summary: 'Names of the first runs that match, in order: those that charts draw. Changes nothing',
  access,
  body: runNamesQuerySchema,
  answer: runNamesSchema,
});
const groupRuns = endpoint({
  method: 'POST',
  path: `${PROJECT}/runs/groups`,
  summary: 'Matching runs by what they have in common, with figures. Changes nothing',
  access,
  body: runGroupsQuerySchema,
  answer: runGroupsSchema,
});
const listFields = endpoint({
  method: 'GET',
  path: `${PROJECT}/run-fields`,
  summary: 'What runs can be filtered, sorted and grouped by',
  access,
  query: runFieldsQuerySchema,
  answer: runFieldsSchema,
});
const listValues = endpoint({
  method: 'GET',
  path: `${PROJECT}/run-field-values`,
  summary: 'The 50 most frequent values of a field',
  access,
  query: runFieldValuesQuerySchema,
  answer: runFieldValuesSchema,
});

@ApiController()
export class RunTableController {
  constructor(
    private readonly table: RunTableQueries,
    private readonly byGroup: RunGroupsQueries,
    private readonly choices: RunFieldsQueries,
  ) {}

  @Serve(queryRuns)
  async query({ project, body }: Call<typeof queryRuns>): Promise<RunPage> {
    return orInvalid(this.table.page(project, body));
  }

  @Serve(nameRuns)
  async names({ project, body }: Call<typeof nameRuns>): Promise<RunNames> {
    return orInvalid(this.table.names(project, body));
  }

  @Serve(groupRuns)
  async groups({ project, body }: Call<typeof groupRuns>): Promise<RunGroups> {
    return orInvalid(this.byGroup.groups(project, body));
  }

  @Serve(listFields)
  async fields({ project, query }: Call<typeof listFields>): Promise<RunFields> {
    return this.choices.fields(project, query.search, query.limit);
  }

  @Serve(listValues)
  async values({ project, query }: Call<typeof listValues>): Promise<RunFieldValues> {
    return orInvalid(this.choices.values(project, query.field, query.search));
  }
}

/** What the person asked for cannot be: they are told why. */
export async function orInvalid<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof FilterRefusedError) throw invalid(error.message, 'invalid-filter');
    throw error;
  }
}
