const MAX_NAME = 128;
const MAX_TAG = 256;
const TAG = /^[-\w]+( +[-\w]+)*$/;
const CONTROL = /[\u0000-\u001f\u007f]/u;

/** Why it cannot be the name of a collection (protocol, artifacts 1.1), or null. A name is data: no path is made of it. */
export function collectionNameRefusal(name: string): string | null {
  if (name === '' || [...name].length > MAX_NAME) return `An artifact's name has 1 to ${MAX_NAME} characters.`;
  if (/[/:]/.test(name)) return 'An artifact\'s name has neither "/" nor ":".';
  return plain(name) ? null : "An artifact's name has no control characters.";
}

export function typeNameRefusal(name: string): string | null {
  if (name === '' || [...name].length > MAX_NAME) return `An artifact's type has 1 to ${MAX_NAME} characters.`;
  return plain(name) ? null : "An artifact's type has no control characters.";
}

/** `v3` names versions and is no alias. */
export function aliasesRefusal(aliases: readonly string[]): string | null {
  for (const alias of aliases) {
    if (alias === '' || [...alias].length > MAX_NAME) return `An alias has 1 to ${MAX_NAME} characters.`;
    if (/[/:]/.test(alias)) return `Aliases have neither "/" nor ":": ${alias}`;
    if (/^v\d+$/.test(alias)) return `"${alias}" is the name of a version and cannot be an alias.`;
    if (!plain(alias)) return 'An alias has no control characters.';
  }
  return null;
}

export function tagsRefusal(tags: readonly string[]): string | null {
  const wrong = tags.find((tag) => tag.length > MAX_TAG || !TAG.test(tag));
  return wrong === undefined ? null : `Invalid tag: ${JSON.stringify(wrong.slice(0, MAX_TAG))}`;
}

/** Postgres has neither NUL nor half surrogate pairs. */
function plain(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}
