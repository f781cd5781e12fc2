import type { FastifyRequest } from 'fastify';

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * Scheme, host and path prefix under which the client reached us, without a trailing slash: signed URLs are built from
 * it, so that port forwards and second names work. Falls back to the configured address when the request does not tell.
 */
export function requestOrigin(request: FastifyRequest, publicUrl: string): string {
  const configured = new URL(publicUrl);
  const host = first(request.headers['x-forwarded-host']) ?? request.headers.host;
  if (host === undefined || !HOST.test(host)) return publicUrl;
  const forwarded = first(request.headers['x-forwarded-proto'])?.toLowerCase();
  const own = host === configured.host ? configured.protocol : 'encrypted' in request.socket ? 'https:' : 'http:';
  const scheme = forwarded === 'https' || forwarded === 'http' ? `${forwarded}:` : own;
  return `${scheme}//${host}${configured.pathname.replace(/\/+$/, '')}`;
}

function first(header: string | string[] | undefined): string | undefined {
  const value = (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
  return value === '' ? undefined : value;
}
