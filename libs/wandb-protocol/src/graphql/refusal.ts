/**
 * A refusal that the client shows to its user. Only statuses that the client does not retry for minutes are possible
 * (protocol reference, runs 2.1): anything temporary is thrown as another error and becomes 503.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 410,
    message: string,
  ) {
    super(message);
  }
}
