import { Injectable } from '@nestjs/common';
import type { Run } from '@runstead/run-domain';
import type { ProjectRef, RunRef } from './run-ref';

/** Names to rows, cached and kept fresh. A store that does not answer throws (503 upstream). */
@Injectable()
export class RunDirectory {
  async find(_entity: string, _project: string, _runName: string): Promise<RunRef | null> {
    throw new Error('body follows');
  }

  async findProject(_entity: string, _name: string): Promise<ProjectRef | null> {
    throw new Error('body follows');
  }

  async byRunId(_runId: string): Promise<Run | null> {
    throw new Error('body follows');
  }
}
