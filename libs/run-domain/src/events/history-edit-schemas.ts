import { z } from 'zod';
import type { JsonValue } from '../json/json-value';
import type { HistoryEditEvent } from './history-edit-event';

const text = z.string();
const edit = { editId: text, reason: text };
const place = text.regex(/^\d{1,20}$/);
const value = z.custom<JsonValue>((told) => told !== undefined);
const summary = z.array(z.object({ key: text, was: value.optional(), now: value.optional() }));

/** What a projector may rely on. */
export const HISTORY_EDIT_SCHEMAS: { readonly [T in HistoryEditEvent['type']]: z.ZodType } = {
  MetricRenamed: z.object({ ...edit, from: text, to: text }),
  MetricRemoved: z.object({ ...edit, key: text }),
  StepsEdited: z.object({
    ...edit,
    place,
    removed: z.array(z.object({ from: z.number(), to: z.number(), keys: z.array(text).nullable() })),
    set: z.array(z.object({ step: z.number(), key: text, value: z.number() })),
    summary,
  }),
  RunsMerged: z.object({
    ...edit,
    place,
    lane: text.regex(/^\d{1,19}$/),
    rule: z.enum(['append', 'keep', 'replace']),
    sources: z.array(z.object({ runId: text, name: text })),
    lines: z.int(),
    summary,
  }),
  HistoryEditUndone: z.object(edit),
};
