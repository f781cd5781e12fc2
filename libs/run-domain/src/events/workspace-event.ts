import type { JsonObject } from '../json/json-value';
import type { Envelope } from './envelope';

/** Key `view:<view id>`. A named view of a project as it stands after this; `document` as in a personal workspace. */
export type ViewSaved = Envelope<
  'ViewSaved',
  { readonly viewId: string; readonly projectId: string; readonly revision: number; readonly name: string; readonly document: JsonObject }
>;
/** Key as above. */
export type ViewRemoved = Envelope<'ViewRemoved', { readonly viewId: string; readonly projectId: string }>;

/** Key `workspace:<username>:<project id>`. A person's own view of a project: eyes, colours, layout (UI 15). */
export type WorkspaceSaved = Envelope<
  'WorkspaceSaved',
  { readonly username: string; readonly projectId: string; readonly revision: number; readonly document: JsonObject }
>;
