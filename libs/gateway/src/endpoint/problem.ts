/** An answer that is not the wanted one, for people and programs (RFC 9457). Thrown by the gate and by handlers. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** Last part of the problem's type, stable for programs: `not-found`, `invalid-pattern`. */
    readonly slug: string,
    readonly title: string,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${slug}: ${detail}`);
  }
}

/** Also what somebody is told who may not see the thing: the two must not differ. */
export function notFound(): ProblemError {
  return new ProblemError(404, 'not-found', 'Not found', 'There is nothing here, or you may not see it.');
}

export function signInFirst(): ProblemError {
  return new ProblemError(401, 'not-signed-in', 'Not signed in', 'Sign in, or send an API key.', {
    // Not `Basic`: a browser would answer it with a password dialog of its own, and the page's request would hang.
    'www-authenticate': 'Bearer realm="Runstead"',
  });
}

export function notAllowed(): ProblemError {
  return new ProblemError(403, 'not-allowed', 'Not allowed', "You don't have permission to do that.");
}

export function invalid(detail: string, slug = 'invalid-request'): ProblemError {
  return new ProblemError(400, slug, 'Invalid request', detail);
}

export function conflict(slug: string, detail: string): ProblemError {
  return new ProblemError(409, slug, 'Conflict', detail);
}
