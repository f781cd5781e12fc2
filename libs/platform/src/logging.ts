import type { Params } from 'nestjs-pino';

/**
 * JSON lines on standard output. Requests are logged only when they fail: a healthy server with 10,000 live runs is
 * silent. Credentials never reach a log line.
 */
export function loggerParams(level: string): Params {
  return {
    pinoHttp: {
      level,
      autoLogging: false,
      quietReqLogger: true,
      redact: { paths: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'], remove: true },
      serializers: {
        req: (request: { id: unknown; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: pathOf(request.url),
        }),
      },
    },
  };
}

/** Without the query: signatures of upload links are credentials. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
