export interface ArtifactRefusal {
  readonly ok: false;
  readonly reason: 'missing' | 'conflict' | 'invalid' | 'forbidden';
  /** A sentence for the person who asked. */
  readonly message: string;
}
export type ArtifactOutcome<T> = { readonly ok: true; readonly value: T } | ArtifactRefusal;

export function refuse(reason: ArtifactRefusal['reason'], message: string): ArtifactRefusal {
  return { ok: false, reason, message };
}

export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}
