import { Injectable, Logger } from '@nestjs/common';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { ArtifactChangeMutations } from '../artifacts/artifact-change.mutations';
import { ArtifactWriteMutations } from '../artifacts/artifact-write.mutations';
import { ArtifactResolvers } from '../artifacts/artifact.resolvers';
import { CollectionMutations } from '../artifacts/collection.mutations';
import { CollectionResolvers } from '../artifacts/collection.resolvers';
import { AccountResolvers } from '../resolvers/account.resolvers';
import { ChartMutation } from '../resolvers/chart.mutation';
import { FileMutations } from '../resolvers/file.mutations';
import { FileResolvers } from '../resolvers/file.resolvers';
import { HistoryResolvers } from '../history/history.resolvers';
import { LogLineResolvers } from '../history/log-line.resolvers';
import { ProjectResolvers } from '../resolvers/project.resolvers';
import { RewindMutation } from '../resolvers/rewind.mutation';
import { RunMutations } from '../resolvers/run.mutations';
import { RunResolvers } from '../resolvers/run.resolvers';
import { ServerInfoResolvers } from '../resolvers/server-info.resolvers';
import { SweepMutations } from '../sweeps/sweep.mutations';
import { SweepResolvers } from '../sweeps/sweep.resolvers';
import { schemaWith } from './build-schema';
import { CompiledQueries } from './compiled-queries';
import { Refusal } from './refusal';
import type { RequestContext } from './request-context';
import { knownVariables } from './tolerant-input';

export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly body: { readonly data: unknown; readonly errors?: readonly { readonly message: string }[] };
}

const UNAVAILABLE = 'The server cannot answer just now; please try again.';

/** Runs a query of the client against the schema and gives its errors the statuses that the client understands. */
@Injectable()
export class GraphqlExecution {
  private readonly logger = new Logger(GraphqlExecution.name);
  private readonly schema: GraphQLSchema;
  private readonly queries: CompiledQueries;

  constructor(
    serverInfo: ServerInfoResolvers,
    accounts: AccountResolvers,
    projects: ProjectResolvers,
    runs: RunResolvers,
    history: HistoryResolvers,
    logLines: LogLineResolvers,
    files: FileResolvers,
    runMutations: RunMutations,
    fileMutations: FileMutations,
    artifacts: ArtifactResolvers,
    collections: CollectionResolvers,
    artifactWrites: ArtifactWriteMutations,
    artifactChanges: ArtifactChangeMutations,
    collectionChanges: CollectionMutations,
    rewind: RewindMutation,
    sweeps: SweepResolvers,
    sweepMutations: SweepMutations,
    charts: ChartMutation,
  ) {
    const parts = [
      charts,
      serverInfo,
      accounts,
      projects,
      runs,
      history,
      logLines,
      files,
      runMutations,
      fileMutations,
      rewind,
      artifacts,
      collections,
      artifactWrites,
      artifactChanges,
      collectionChanges,
      sweeps,
      sweepMutations,
    ];
    this.schema = schemaWith(parts.map(({ resolvers }) => resolvers));
    this.queries = new CompiledQueries(this.schema);
  }

  async run(request: GraphqlRequest, context: RequestContext): Promise<GraphqlAnswer> {
    const compiled = this.queries.find(request.query, request.operationName);
    if (!compiled.ok) return failed(400, compiled.errors);
    const variables = knownVariables(this.schema, compiled.operation, request.variables);
    const result = (await compiled.run({}, context, variables)) as ExecutionResult;
    return result.errors && result.errors.length > 0
      ? this.withErrors(result, result.errors)
      : { status: 200, body: { data: result.data } };
  }

  /**
   * A refusal carries its own status. What else a resolver threw is an outage: 503, which the client retries. Errors of
   * variables (thrown by scalars as GraphQL errors) come without data. Errors next to data (a null where none may be) stay 200: a retry would not help.
   */
  private withErrors(result: ExecutionResult, errors: readonly GraphQLError[]): GraphqlAnswer {
    const thrown = errors.map(({ originalError }) => originalError).filter((error) => error !== undefined && error !== null);
    const outage = thrown.find((error) => !(error instanceof Refusal || error instanceof GraphQLError));
    if (outage) {
      this.logger.error({ err: outage }, 'a GraphQL field could not be resolved');
      return failed(503, [{ message: UNAVAILABLE }]);
    }
    const refusal = thrown.find((error): error is Refusal => error instanceof Refusal);
    if (refusal) return failed(refusal.status, [refusal]);
    if (result.data === undefined || result.data === null) return failed(400, errors);
    return { status: 200, body: { data: result.data, errors: errors.map(({ message }) => ({ message })) } };
  }
}

function failed(status: number, errors: readonly { readonly message: string }[]): GraphqlAnswer {
  return { status, body: { data: null, errors: errors.map(({ message }) => ({ message })) } };
}
