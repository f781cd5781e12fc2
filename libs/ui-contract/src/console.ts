import { z } from 'zod';
import { LIMITS } from './limits';

/** `GET …/console`: `last=n` for the end, or `from=` (line number, from 1) and `limit=`. */
export const consoleQuerySchema = z.object({
  last: z.coerce.number().int().min(1).max(LIMITS.consoleLinesPerPage).optional(),
  from: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.consoleLinesPerPage).default(LIMITS.consoleLinesPerPage),
  /** A substring as it is written or, with `regex`, an RE2 pattern; found lines from `from` on, at most `limit`. */
  search: z.string().max(LIMITS.searchLength).optional(),
  regex: z.enum(['true', 'false']).default('false'),
});
export const consolePageSchema = z.object({
  /** `number` counts from 1 at the true start of the log; `time` in milliseconds, 0 when the line has none. */
  lines: z.array(
    z.object({
      number: z.number(),
      time: z.number(),
      stream: z.enum(['stdout', 'stderr']),
      label: z.string(),
      text: z.string(),
    }),
  ),
  total: z.number(),
});
export type ConsolePage = z.infer<typeof consolePageSchema>;
