import { isJsonObject, parseJson } from '@runstead/run-domain';
import { Refusal } from '../graphql/refusal';

const DEFAULT_SAMPLES = 500;

/** One entry of `sampledHistory(specs)` (protocol, public API 10.2). */
export interface SampleSpec {
  /** Empty: whole rows. */
  readonly keys: readonly string[];
  readonly samples: number;
  readonly minStep: number | null;
  /** Inclusive. */
  readonly maxStep: number | null;
}

/** Throws a refusal for a text that is no object. */
export function sampleSpec(text: string): SampleSpec {
  const spec = parsed(text);
  if (!isJsonObject(spec)) throw new Refusal(400, 'A history spec is a JSON object.');
  const step = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? Math.floor(value) : null);
  const { keys, samples } = spec;
  return {
    keys: Array.isArray(keys) ? [...new Set(keys.filter((key) => typeof key === 'string'))] : [],
    samples: typeof samples === 'number' && samples >= 1 ? Math.floor(samples) : DEFAULT_SAMPLES,
    minStep: step(spec['minStep']),
    maxStep: step(spec['maxStep']),
  };
}

function parsed(text: string): ReturnType<typeof parseJson> {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(400, `A history spec is not JSON: ${error.message}`);
  }
}
