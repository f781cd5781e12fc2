import { Injectable } from '@nestjs/common';
import { Policy } from '@runstead/accounts';
import { StreamWatermarks, type ProjectRef } from '@runstead/run-commands';
import { editedSummary, isJsonObject, parseJson, stringifyJson, type JsonObject, type Run } from '@runstead/run-domain';
import { runGlobalId } from '../global-ids';
import type { RequestContext } from '../graphql/request-context';
import type { Resolver, ResolverMap } from '../graphql/resolver';
import type { UserSource } from './account.resolvers';
import { CatalogReads } from './catalog-reads';
import { runInfo } from './run-info';

type Field = Resolver<Run, unknown>;

const OVER: ReadonlySet<string> = new Set(['finished', 'failed', 'crashed', 'killed', 'preempted']);

/** The fields of a run but for its rows and files (protocol 4.2, 5.2; public API 8). */
@Injectable()
export class RunResolvers {
  constructor(
    private readonly watermarks: StreamWatermarks,
    private readonly catalog: CatalogReads,
    private readonly policy: Policy,
  ) {}

  readonly resolvers: ResolverMap = {
    Run: {
      id: ((run) => runGlobalId(run)) satisfies Field,
      // The client passes it through int() and hands it back as an Int; files have ids of their own.
      projectId: ((run) => Number(BigInt(run.projectId) & 0x7fffffffn)) satisfies Field,
      project: ((run): ProjectRef => ({ projectId: run.projectId, entity: run.entity, name: run.project })) satisfies Field,
      description: () => null,
      notes: ((run) => run.details.notes) satisfies Field,
      tags: ((run) => run.details.tags ?? []) satisfies Field,
      group: ((run) => run.details.group) satisfies Field,
      jobType: ((run) => run.details.jobType) satisfies Field,
      commit: ((run) => run.details.commit) satisfies Field,
      host: ((run) => run.details.host) satisfies Field,
      sweepName: ((run) => run.details.sweep) satisfies Field,
      readOnly: ((run, _, context) => !this.mayWrite(run, context)) satisfies Field,
      heartbeatAt: (async (run, _, context) =>
        (await context.together('heard', run.runId, (ids) => this.catalog.heardAt(ids))) ?? null) satisfies Field,
      user: ((run): UserSource => ({ username: run.author })) satisfies Field,
      config: ((run) => stringifyJson(run.config)) satisfies Field,
      wandbConfig: ((run, { keys }) => clientConfig(run.config, keys)) satisfies Resolver<Run, { keys?: readonly string[] | null }>,
      summaryMetrics: ((run, _, context) => this.summary(run, context)) satisfies Field,
      systemMetrics: (async (run, _, context) => systemMetrics((await this.streams(run, context)).eventsTail)) satisfies Field,
      historyLineCount: (async (run, _, context) => (await this.counts(run, context))?.history) satisfies Field,
      eventsLineCount: (async (run, _, context) => (await this.counts(run, context))?.events) satisfies Field,
      logLineCount: (async (run, _, context) => (await this.counts(run, context))?.output) satisfies Field,
      historyTail: (async (run, _, context) => tail((await this.streams(run, context)).historyTail)) satisfies Field,
      eventsTail: (async (run, _, context) => tail((await this.streams(run, context)).eventsTail)) satisfies Field,
      stopped: ((run) => run.stopRequested) satisfies Field,
      shouldStop: ((run) => run.stopRequested) satisfies Field,
      failed: ((run) => run.state === 'failed' || run.state === 'crashed') satisfies Field,
      running: ((run) => !OVER.has(run.state)) satisfies Field,
      exitcode: ((run) => run.exitCode) satisfies Field,
      runInfo: ((run) => runInfo(run)) satisfies Field,
    },
  };

  private mayWrite(run: Run, context: RequestContext): boolean {
    return this.policy.may(context.principal, 'project:write', { kind: 'project', entity: run.entity, project: run.project });
  }

  private async summary(run: Run, context: RequestContext): Promise<string> {
    const received = (await context.together('summary', run.runId, (ids) => this.catalog.summaries(ids))) ?? '{}';
    return run.historyEdits.length === 0 ? received : shownSummary(received, run);
  }

  /** From the log, never from a projection that may lag: the client goes on at these lines. */
  private counts(run: Run, context: RequestContext) {
    return context.together('counts', run.runId, (ids) => this.watermarks.countsOf(ids, context.writer));
  }

  private streams(run: Run, context: RequestContext) {
    return context.once(`streams ${run.runId}`, () => this.watermarks.of(run.runId, context.writer));
  }
}

/** As edits of the history show it. */
function shownSummary(text: string, { historyEdits }: Run): string {
  const summary = parseJson(text);
  return isJsonObject(summary) ? stringifyJson(editedSummary(summary, historyEdits)) : text;
}

/** An array of strings, each one a row; never null (protocol 5.2). */
function tail(line: string | null): string {
  return JSON.stringify(line === null ? [] : [line]);
}

/** `t` in it marks a run as really started: without it the client says that the run does not exist. */
function clientConfig(config: JsonObject, keys: readonly string[] | null | undefined): string {
  const wrapper = config['_wandb'];
  const own = isJsonObject(wrapper) && isJsonObject(wrapper['value']) ? wrapper['value'] : {};
  const chosen = Object.entries(own).filter(([key]) => !keys || keys.includes(key));
  return stringifyJson(Object.fromEntries(chosen));
}

function systemMetrics(line: string | null): string {
  if (line === null) return '{}';
  try {
    const row = parseJson(line);
    return isJsonObject(row) ? stringifyJson(Object.fromEntries(Object.entries(row).filter(([key]) => key.startsWith('system.')))) : '{}';
  } catch {
    // The line is a dead letter; there is no sample to show.
    return '{}';
  }
}
