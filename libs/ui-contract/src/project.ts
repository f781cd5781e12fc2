import { z } from 'zod';

/** Times are milliseconds since the epoch. */
export const projectSchema = z.object({
  id: z.string(),
  entity: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  visibility: z.enum(['private', 'team', 'public']),
  runs: z.number(),
  running: z.number(),
  createdAt: z.number(),
  lastActivityAt: z.number(),
});
export type Project = z.infer<typeof projectSchema>;

/** `GET /api/v1/projects?search=&entity=&sort=&descending=&page=` 50 a page, most recent activity first; `entity` keeps those of one. */
export const projectSortSchema = z.enum(['name', 'entity', 'runs', 'running', 'lastActivity']);
export const projectListQuerySchema = z.object({
  search: z.string().max(256).default(''),
  entity: z.string().max(128).optional(),
  sort: projectSortSchema.default('lastActivity'),
  descending: z.enum(['true', 'false']).default('true'),
  page: z.coerce.number().int().min(0).max(100_000).default(0),
});
export const projectListSchema = z.object({ projects: z.array(projectSchema), total: z.number() });
export type ProjectList = z.infer<typeof projectListSchema>;

/** `POST /api/v1/projects` */
export const newProjectSchema = z
  .object({
    entity: z.string().min(1).max(128),
    name: z
      .string()
      .trim()
      .min(1)
      .max(128)
      .regex(/^[^/\\#?%:]*$/, 'A project name has none of / \\ # ? % :'),
    description: z.string().max(10_000).nullable().default(null),
  })
  .strict();
