import { z } from 'zod';
import { resolve } from 'node:path';
import { FAILPOINTS, type Failpoint, parseFailpoint } from './failpoints/failpoint';

const whole = z.coerce.number().int();

/** Environment of every process (contracts: environment). Names are public: change one only with the documentation. */
const environmentSchema = z.object({
  RUNSTEAD_HOST: z.string().min(1).default('127.0.0.1'),
  RUNSTEAD_PORT: whole.min(0).max(65_535).default(8080),
  RUNSTEAD_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  RUNSTEAD_DATA_DIR: z.string().min(1).default('./data'),
  RUNSTEAD_ADMIN_USER: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be 1 to 64 letters, digits, _ . or -')
    .default('local'),
  RUNSTEAD_ADMIN_API_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{20,256}$/, 'must be 20 to 256 characters of A-Z a-z 0-9 _ . -')
    .optional(),
  RUNSTEAD_CRASH_AFTER_SECONDS: whole.min(5).max(86_400).default(300),
  RUNSTEAD_GARBAGE_AFTER_SECONDS: whole.min(5).max(31_536_000).default(86_400),
  RUNSTEAD_LOG_SEGMENT_BYTES: whole
    .min(64 * 1024)
    .max(1024 * 1024 * 1024)
    .optional(),
  /** For chaos tests: where the process kills itself. */
  RUNSTEAD_FAILPOINT: z
    .string()
    .refine((text) => parseFailpoint(text) !== null, { error: `must be one of ${FAILPOINTS.join(', ')}, with :<n> for the nth time` })
    .optional(),
  RUNSTEAD_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash; null until the port is known when it was not configured. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly adminUser: string;
  readonly adminApiKey: string | null;
  readonly crashAfterSeconds: number;
  /** How long the bytes of deleted files and artifacts stay. */
  readonly garbageAfterSeconds: number;
  readonly logLevel: string;
  /** Size at which the event log begins a new file; null leaves it to the log. */
  readonly logSegmentBytes: number | null;
  readonly failpoint: Failpoint | null;
}

export type ConfigResult = { readonly ok: true; readonly config: ServerConfig } | { readonly ok: false; readonly problems: string[] };

/** Reads the environment; answers every problem at once, each as one sentence that names the variable. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`) };
  const e = parsed.data;
  return {
    ok: true,
    config: {
      host: e.RUNSTEAD_HOST,
      port: e.RUNSTEAD_PORT,
      publicUrl: e.RUNSTEAD_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
      dataDir: resolve(e.RUNSTEAD_DATA_DIR),
      adminUser: e.RUNSTEAD_ADMIN_USER,
      adminApiKey: e.RUNSTEAD_ADMIN_API_KEY ?? null,
      crashAfterSeconds: e.RUNSTEAD_CRASH_AFTER_SECONDS,
      garbageAfterSeconds: e.RUNSTEAD_GARBAGE_AFTER_SECONDS,
      logLevel: e.RUNSTEAD_LOG_LEVEL,
      logSegmentBytes: e.RUNSTEAD_LOG_SEGMENT_BYTES ?? null,
      failpoint: e.RUNSTEAD_FAILPOINT === undefined ? null : parseFailpoint(e.RUNSTEAD_FAILPOINT),
    },
  };
}
