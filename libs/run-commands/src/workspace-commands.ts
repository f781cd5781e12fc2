import { Injectable } from '@nestjs/common';
import type { JsonObject } from '@runstead/run-domain';

export type WorkspaceSave =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly current: { readonly revision: number; readonly document: JsonObject } | null };

/** A person's own view of a project. */
@Injectable()
export class WorkspaceCommands {
  /** `expectedRevision` 0: there is none yet. */
  async save(_username: string, _projectId: string, _expectedRevision: number, _document: JsonObject): Promise<WorkspaceSave> {
    throw new Error('body follows');
  }
}
