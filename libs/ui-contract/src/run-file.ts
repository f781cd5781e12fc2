import { z } from 'zod';

/** `GET …/files`; the bytes of one are at `GET …/files/{path}` (`?download=1` for an attachment). */
export const runFilesSchema = z.object({
  files: z.array(z.object({ name: z.string(), size: z.number(), contentType: z.string(), updatedAt: z.number() })),
});
export type RunFiles = z.infer<typeof runFilesSchema>;
