import { parsePlainGlobalId, plainGlobalId } from '../global-ids';

/** Global id of a sweep, which the client hands back for edits. */
export function sweepGlobalId(sweepId: string): string {
  return plainGlobalId('Sweep', sweepId);
}

/** Null for text that is no sweep's id. */
export function parseSweepGlobalId(id: string): string | null {
  const [sweepId, ...rest] = parsePlainGlobalId('Sweep', id) ?? [];
  return isRow(sweepId) && rest.length === 0 ? sweepId : null;
}

/** An agent's id names its sweep, too: a heartbeat needs no look-up. */
export function agentGlobalId(sweepId: string, agentId: string): string {
  return plainGlobalId('Agent', sweepId, agentId);
}

export function parseAgentGlobalId(id: string): { readonly sweepId: string; readonly agentId: string } | null {
  const [sweepId, agentId, ...rest] = parsePlainGlobalId('Agent', id) ?? [];
  return isRow(sweepId) && isRow(agentId) && rest.length === 0 ? { sweepId, agentId } : null;
}

function isRow(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n;
}
