import { consolePageSchema, LIMITS, type ConsolePage } from '@runstead/ui-contract';
import type { Answer } from '../../api/answer';
import { queryText, requestJson } from '../../api/request';
import { runPath, type RunAddress } from '../../api/runs';
import type { LineRange } from './log-window';

/** Lines of one page, as many as the server gives at once. */
export const PAGE_LINES = LIMITS.consoleLinesPerPage;

export type ConsoleRequest = { readonly last: number } | LineRange;

/** The last lines of a run's console, or those from a line on. */
export const fetchConsole = (at: RunAddress, request: ConsoleRequest, signal?: AbortSignal): Promise<Answer<ConsolePage>> =>
  requestJson(consolePageSchema, `${runPath(at, 'console')}${queryText({ ...request })}`, { signal });

/** Lines that contain `search`, or match it as an RE2 pattern, from line `from` on; at most a page of them. */
export const searchConsole = (
  at: RunAddress,
  search: string,
  regex: boolean,
  from: number,
  signal?: AbortSignal,
): Promise<Answer<ConsolePage>> =>
  requestJson(consolePageSchema, `${runPath(at, 'console')}${queryText({ search, regex: regex || undefined, from, limit: PAGE_LINES })}`, {
    signal,
  });
