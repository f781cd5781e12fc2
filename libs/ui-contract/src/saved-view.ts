import { z } from 'zod';
import { workspaceDocumentSchema } from './workspace';

export const VIEW_NAME_LENGTH = 128;
const name = z.string().trim().min(1, 'A view needs a name').max(VIEW_NAME_LENGTH);

/** A named view of a project, for all of its members; `document` as in a personal workspace. */
export const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  revision: z.number().int(),
  updatedAt: z.number(),
  updatedBy: z.string(),
  document: workspaceDocumentSchema,
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** `GET /api/v1/projects/{entity}/{project}/views`, by name. */
export const savedViewListSchema = z.object({ views: z.array(savedViewSchema.omit({ document: true })) });
export type SavedViewList = z.infer<typeof savedViewListSchema>;

/** `POST …/views` */
export const newViewSchema = z.object({ name, document: workspaceDocumentSchema }).strict();

/** `PUT …/views/{view}`: the name, the document or both; refused with 409 when `revision` is not the current one. */
export const viewChangesSchema = z
  .object({ revision: z.number().int().min(1), name: name.optional(), document: workspaceDocumentSchema.optional() })
  .strict();
