import { z } from 'zod';

/** Routes of the application cannot be names of users or teams (contracts: names). */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  'admin api assets authorize files graphql health healthz home login logout metrics ready readyz sdk search settings signup static storage artifactsV2'.split(
    ' ',
  ),
);

export const entityNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'A name has 1 to 64 letters, digits, _ . or - and begins with a letter or digit')
  .refine((name) => !RESERVED_NAMES.has(name), 'This name is reserved');

/** Any 20 to 256 characters of these: keys can be brought along from elsewhere. */
export const apiKeyTextSchema = z.string().regex(/^[A-Za-z0-9_.-]{20,256}$/, 'A key has 20 to 256 characters of A-Z a-z 0-9 _ . -');

/** `PUT /api/v1/admin/users/{username}` */
export const saveUserSchema = z
  .object({
    apiKey: apiKeyTextSchema,
    password: z.string().min(8).max(256),
    admin: z.boolean(),
    email: z.email().max(254),
  })
  .partial()
  .strict();
export type SaveUser = z.infer<typeof saveUserSchema>;

/** `PUT /api/v1/admin/teams/{name}` */
export const saveTeamSchema = z
  .object({
    members: z
      .array(z.object({ username: z.string(), role: z.enum(['owner', 'admin', 'member', 'viewer']).default('member') }).strict())
      .max(10_000),
  })
  .strict();
export type SaveTeam = z.infer<typeof saveTeamSchema>;

/** Answer of both `PUT`s. */
export const savedEntitySchema = z.object({ name: z.string(), created: z.boolean() });

/** `GET /api/v1/admin/projections`: one entry a projection, topic and partition. */
export const projectionsSchema = z.object({
  projections: z.array(
    z.object({
      projection: z.string(),
      topic: z.string(),
      partition: z.number(),
      state: z.enum(['running', 'retrying', 'stopped']),
      nextOffset: z.number(),
      /** Records in the log that the projection does not hold. */
      lag: z.number(),
      /** Milliseconds since the epoch. */
      lastTick: z.number(),
      lastError: z.string().nullable(),
      batches: z.number(),
      records: z.number(),
      deadLetters: z.number(),
      failures: z.number(),
    }),
  ),
});
