import { Refusal } from '../graphql/refusal';

/** Postgres has no NUL in text and no half surrogate pairs: such a name cannot exist. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Throws a refusal that names the field. */
export function requireStorable(text: string, what: string): string {
  if (!isStorable(text)) throw new Refusal(400, `${what} has a NUL character or an incomplete surrogate pair.`);
  return text;
}
