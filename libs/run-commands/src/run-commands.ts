import { Injectable } from '@nestjs/common';
import type { EventOf, JsonObject, Run, RunDetails } from '@runstead/run-domain';
import type { Caller, RunUpsert, RunUpserted } from './run-upsert';

export type StoredRunFile = EventOf<'RunFileStored'>['data'];
export type RunAlert = EventOf<'RunAlertRaised'>['data'] & { readonly waitMs: number };

/** What may be done to a run. An unknown run answers null (false for alerts). */
@Injectable()
export class RunCommands {
  async upsert(_input: RunUpsert, _caller: Caller): Promise<RunUpserted> {
    throw new Error('body follows');
  }

  async changeDetails(_runId: string, _changes: Partial<RunDetails>, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async editConfig(_runId: string, _config: JsonObject, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async editSummary(_runId: string, _summary: JsonObject, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async requestStop(_runId: string, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async delete(_runId: string, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async restore(_runId: string, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async storeFile(_runId: string, _file: StoredRunFile, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async deleteFile(_runId: string, _name: string, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  async reportEnvironment(_runId: string, _environment: JsonObject, _actor: string): Promise<Run | null> {
    throw new Error('body follows');
  }

  /** False when the same title was raised within `waitMs`, or the run is unknown. */
  async raiseAlert(_runId: string, _alert: RunAlert, _actor: string): Promise<boolean> {
    throw new Error('body follows');
  }

  async heartbeatLost(_runId: string, _lastSeen: number, _limitSeconds: number): Promise<Run | null> {
    throw new Error('body follows');
  }
}
