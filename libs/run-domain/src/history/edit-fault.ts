/** Why an edit of a run's history is refused: nothing was changed. */
export interface EditFault {
  readonly kind: 'unknown' | 'conflict' | 'invalid';
  /** For people: what is the matter, and what to do. */
  readonly text: string;
}

export function fault(kind: EditFault['kind'], text: string): EditFault {
  return { kind, text };
}
