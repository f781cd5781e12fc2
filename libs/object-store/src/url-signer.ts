import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signs paths for a time, so that an upload or download needs no key (protocol 9.2: the client sends none).
 * The signature covers the method, the path and the expiry.
 */
export class UrlSigner {
  constructor(
    private readonly secret: string,
    private readonly now: () => number,
  ) {}

  /** `path` starts with `/` and is percent-encoded; the answer is the path with `expires` and `signature` added. */
  sign(method: 'GET' | 'PUT', path: string, validSeconds: number): string {
    const expires = Math.floor(this.now() / 1000) + validSeconds;
    return `${path}?expires=${expires}&signature=${this.signature(method, path, expires)}`;
  }

  verify(method: string, path: string, expires: string | undefined, signature: string | undefined): boolean {
    const until = Number(expires);
    if (!signature || !Number.isInteger(until) || until * 1000 < this.now()) return false;
    const expected = Buffer.from(this.signature(method, path, until));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  private signature(method: string, path: string, expires: number): string {
    return createHmac('sha256', this.secret).update(`${method}\n${path}\n${expires}`).digest('base64url');
  }
}
