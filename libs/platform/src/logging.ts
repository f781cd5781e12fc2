import type { Params } from 'nestjs-pino';

/**
 * JSON lines on standard output. Requests are logged only when they fail: a healthy server with 10,000 live runs is
 * silent. Credentials never reach a log line.
 */
export function loggerParams(level: string): Params {
  return {
    pinoHttp: {
      level,
      hooks: {
        logMethod(args, method, levelOfCall) {
          if (!isChatter(args[0], levelOfCall)) method.apply(this, args);
        },
      },
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

/** What the framework tells of its own start (every route, every module) is of no use to an operator. */
const CHATTER = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

function isChatter(first: unknown, levelOfCall: number): boolean {
  return levelOfCall <= INFO && typeof first === 'object' && first !== null && 'context' in first && CHATTER.has(String(first.context));
}

/** pino's number for `info`. */
const INFO = 30;

/** Without the query: signatures of upload links are credentials. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
