import { z } from 'zod';
import type { SweepEvent } from './sweep-event';

const text = z.string();
const maybeText = text.nullable();

/** What the catalog may rely on. */
export const SWEEP_SCHEMAS: { readonly [T in SweepEvent['type']]: z.ZodType } = {
  SweepCreated: z.object({
    sweepId: text,
    projectId: text,
    name: text,
    displayName: maybeText,
    description: maybeText,
    config: text,
    controller: maybeText,
    priorRuns: z.array(text),
  }),
  SweepChanged: z.object({
    sweepId: text,
    changes: z
      .object({
        displayName: maybeText,
        description: maybeText,
        config: text,
        controller: maybeText,
        state: z.enum(['PENDING', 'RUNNING', 'PAUSED', 'FINISHED', 'CANCELED', 'CRASHED']),
      })
      .partial(),
    reason: maybeText,
  }),
  SweepDeleted: z.object({ sweepId: text }),
  SweepAgentRegistered: z.object({ sweepId: text, agentId: text, name: text, host: text }),
  SweepRunAssigned: z.object({
    sweepId: text,
    runName: text,
    agentId: text,
    place: z.number().nullable(),
    arguments: text,
    token: maybeText,
  }),
};
