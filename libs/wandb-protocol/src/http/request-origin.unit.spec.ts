import type { FastifyRequest } from 'fastify';
import { requestOrigin } from './request-origin';

const request = (headers: Record<string, string>, tls = false): FastifyRequest =>
  ({ headers, socket: tls ? { encrypted: true } : {} }) as unknown as FastifyRequest;

describe('requestOrigin', () => {
  it.each([
    [{ host: 'localhost:9999' }, 'http://localhost:8080', 'http://localhost:9999'],
    [{ host: '[::1]:8080' }, 'http://localhost:8080', 'http://[::1]:8080'],
    [
      { host: '10.0.0.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'track.example.org' },
      'http://localhost:8080',
      'https://track.example.org',
    ],
    [{ host: 'a', 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'b.org, c.org' }, 'http://localhost:8080', 'https://b.org'],
    [{ host: 'track.example.org' }, 'https://track.example.org/runs/', 'https://track.example.org/runs'],
    [{ host: 'evil"><script>' }, 'http://localhost:8080', 'http://localhost:8080'],
    [{ host: 'user@evil.org' }, 'http://localhost:8080', 'http://localhost:8080'],
    [{}, 'http://localhost:8080', 'http://localhost:8080'],
  ])('%j under %s is %s', (headers, publicUrl, origin) => {
    expect(requestOrigin(request(headers as Record<string, string>), publicUrl)).toBe(origin);
  });

  it('sees TLS that ends here', () => {
    expect(requestOrigin(request({ host: 'other:8443' }, true), 'http://localhost:8080')).toBe('https://other:8443');
  });
});
