import type { JsonObject } from '../json/json-value';
import type { Envelope } from './envelope';

/** Key `workspace:<username>:<project id>`. A person's own view of a project: eyes, colours, layout (UI 15). */
export type WorkspaceSaved = Envelope<
  'WorkspaceSaved',
  { readonly username: string; readonly projectId: string; readonly revision: number; readonly document: JsonObject }
>;
