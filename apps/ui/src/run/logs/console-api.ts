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

/** Lines that contain `search`, from line `from` on; at most a page of them, `total` says how many the whole log has. */
export const searchConsole = (at: RunAddress, search: string, from: number, signal?: AbortSignal): Promise<Answer<ConsolePage>> =>
  requestJson(consolePageSchema, `${runPath(at, 'console')}${queryText({ search, from, limit: PAGE_LINES })}`, { signal });
