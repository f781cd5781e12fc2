import { Injectable } from '@nestjs/common';
import type { Run } from '@runstead/run-domain';
import { ConsoleQueries } from '@runstead/run-queries';
import type { Resolver, ResolverMap } from '../graphql/resolver';

const DEFAULT_LINES = 1_000;
const MAX_LINES = 10_000;

interface LinesPage {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
}

/** Console lines of a run, ascending (protocol 11.2). The cursor is the line's number, from 1. */
@Injectable()
export class LogLineResolvers {
  constructor(private readonly console: ConsoleQueries) {}

  readonly resolvers: ResolverMap = {
    Run: { logLines: ((run, page) => this.lines(run, page)) satisfies Resolver<Run, LinesPage> },
  };

  private async lines({ projectId, runId }: Run, { first, after, last }: LinesPage) {
    const limit = Math.min(Math.max(last ?? first ?? DEFAULT_LINES, 1), MAX_LINES);
    const from = /^\d{1,15}$/.test(after ?? '') ? Number(after) + 1 : 1;
    const tail = typeof last === 'number';
    const { lines, total } = tail
      ? await this.console.last(projectId, runId, limit)
      : await this.console.page(projectId, runId, from, limit);
    const edges = lines.map(({ number, time, stream, label, text }) => ({
      node: {
        number,
        timestamp: time > 0 ? time : null,
        level: stream === 'stderr' ? 'error' : null,
        label: label === '' ? null : label,
        line: text,
      },
      cursor: String(number),
    }));
    const end = lines.at(-1)?.number ?? 0;
    return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: !tail && end > 0 && end < total } };
  }
}
