import { z } from 'zod';
import { LIMITS } from './limits';

/** Fields of a run that are no keys of its documents. `name` is the run id of URLs; `runtime` is seconds, the last three are times. */
export const RUN_FIELD_NAMES = [
  ...['name', 'displayName', 'state', 'author', 'group', 'jobType', 'host', 'sweep', 'commit', 'notes'],
  ...['runtime', 'createdAt', 'updatedAt', 'endedAt'],
] as const;

/** A field name, `tags`, `config.<key>`, `summary.<key>`, or `metric.<key>` (whether the key was logged); nested keys are dotted. */
export const runFieldSchema = z
  .string()
  .max(520)
  .regex(
    /^(?:name|displayName|state|author|group|jobType|host|sweep|commit|notes|runtime|createdAt|updatedAt|endedAt|tags|(?:config|summary|metric)\.[^]+)$/,
    'There is no such field',
  );

export const RUN_OPERATORS = [
  ...(['eq', 'ne', 'in', 'nin', 'contains', 'matches', 'notMatches', 'exists', 'missing', 'lt', 'le', 'gt', 'ge'] as const),
  ...(['before', 'after', 'withinLast', 'has', 'hasNot', 'hasAny', 'hasNone', 'isTrue', 'isFalse'] as const),
] as const;
export type RunOperator = (typeof RUN_OPERATORS)[number];

const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()]);

/**
 * One condition of UI 5.1.2. `before` and `after` take milliseconds since the epoch, `withinLast` seconds; `in`, `nin`,
 * `hasAny` and `hasNone` take lists; `exists`, `missing`, `isTrue` and `isFalse` take no value.
 */
const conditionSchema = z
  .object({
    field: runFieldSchema,
    op: z.enum(RUN_OPERATORS),
    value: z.union([scalar, z.array(scalar).max(LIMITS.filterValues)]).optional(),
  })
  .strict();
export type RunCondition = z.infer<typeof conditionSchema>;

/** Conditions joined by brackets: at most 10 levels and 200 conditions and brackets. */
export type RunFilterTree =
  RunCondition | { readonly and: readonly RunFilterTree[] } | { readonly or: readonly RunFilterTree[] } | { readonly not: RunFilterTree };

const treeSchema: z.ZodType<RunFilterTree> = z.lazy(() =>
  z.union([
    conditionSchema,
    z.object({ and: z.array(treeSchema) }).strict(),
    z.object({ or: z.array(treeSchema) }).strict(),
    z.object({ not: treeSchema }).strict(),
  ]),
);

/** Measured before anything walks down into it: a deep document would exhaust the stack. */
export const runFilterSchema = z
  .unknown()
  .superRefine((value, context) => {
    const fault = sizeFault(value);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  })
  .pipe(treeSchema);

function sizeFault(tree: unknown): string | null {
  let level: unknown[] = [tree];
  let nodes = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > LIMITS.filterDepth) return `A filter has at most ${LIMITS.filterDepth} levels`;
    if (nodes > LIMITS.filterNodes) return `A filter has at most ${LIMITS.filterNodes} conditions`;
    level = level.flatMap(members);
  }
  return null;
}

function members(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const { and, or, not } = node as { and?: unknown; or?: unknown; not?: unknown };
  return [and, or].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [])).concat(not === undefined ? [] : [not]);
}
