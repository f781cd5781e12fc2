import { isJsonObject, parseJson, type JsonObject } from '@runstead/run-domain';
import { Refusal } from '../graphql/refusal';

/** A JSON text that has to be an object; null stays null. Throws a refusal that names the field. */
export function jsonDocument(text: string | null | undefined, what: string): JsonObject | null {
  if (text === null || text === undefined) return null;
  try {
    const value = parseJson(text);
    if (value === null) return null;
    if (isJsonObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(400, `"${what}" is not JSON: ${error.message}`);
  }
  throw new Refusal(400, `"${what}" is not a JSON object.`);
}
