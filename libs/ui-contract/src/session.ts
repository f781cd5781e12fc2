import { z } from 'zod';

/** State-changing requests of a browser session carry this header, which a foreign page cannot set. */
export const CSRF_HEADER = 'x-runstead-csrf';

/** `POST /api/v1/session`: by API key, or by the one-time token of the link that the server prints. */
export const signInSchema = z.union([
  z.object({ apiKey: z.string().min(1).max(256) }).strict(),
  z.object({ oneTimeToken: z.string().min(1).max(256) }).strict(),
]);
export type SignIn = z.infer<typeof signInSchema>;

/** `GET /api/v1/session` (401 when signed out). */
export const sessionSchema = z.object({
  username: z.string(),
  admin: z.boolean(),
  /** Entities the person belongs to, the personal one first. */
  entities: z.array(z.string()),
});
export type Session = z.infer<typeof sessionSchema>;

/** `POST /api/v1/api-keys`; the key is in the answer once and never again. */
export const newApiKeySchema = z.object({ name: z.string().trim().min(1).max(100) }).strict();
export const createdApiKeySchema = z.object({ id: z.string(), name: z.string(), key: z.string() });
export const apiKeyListSchema = z.object({
  keys: z.array(z.object({ id: z.string(), name: z.string(), lastFour: z.string(), createdAt: z.number() })),
});
export type ApiKeyList = z.infer<typeof apiKeyListSchema>;
