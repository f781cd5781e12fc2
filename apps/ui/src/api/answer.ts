import type { Problem } from '@runstead/ui-contract';

/** What the server said. A refusal is a value: whoever asks decides what to show. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Thrown by `valueOf`, so that react-query can hold a refusal as a query's error. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ProblemError';
  }
}

export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new ProblemError(answer.problem);
}

/** The status of a refusal, 0 when the server could not be reached or the error is of another kind. */
export function statusOf(error: unknown): number {
  return error instanceof ProblemError ? error.problem.status : 0;
}
