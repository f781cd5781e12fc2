import { Injectable } from '@nestjs/common';
import type { ProjectRef } from './run-ref';

/** Projects are made by hand or by the first run that names them. */
@Injectable()
export class ProjectCommands {
  /** The project that is there, or a new one. */
  async create(_project: { readonly entity: string; readonly name: string; readonly description: string | null }, _actor: string): Promise<ProjectRef> {
    throw new Error('body follows');
  }
}
