import { isStorable } from './stored-text';

const MAX_PROJECT_CHARACTERS = 128;
const MAX_RUN_CHARACTERS = 512;
const MAX_TAG_CHARACTERS = 64;

/** Why a name cannot be a project's (protocol 4.3), or null. */
export function projectNameRefusal(name: string): string | null {
  if (name.trim() === '') return 'A project needs a name.';
  if ([...name].length > MAX_PROJECT_CHARACTERS) return `A project name has at most ${MAX_PROJECT_CHARACTERS} characters.`;
  if (isDots(name)) return 'A project name is not a path.';
  if (/[/\\#?%:]/.test(name)) return 'A project name has none of / \\ # ? % :';
  return isPlain(name) ? null : 'A project name has no control characters.';
}

/** Why a name cannot be a run's id (protocol 4.3), or null. */
export function runNameRefusal(name: string): string | null {
  if (name === '' || name !== name.trim()) return 'A run id is not empty and does not begin or end with a space.';
  if (name.length > MAX_RUN_CHARACTERS) return `A run id has at most ${MAX_RUN_CHARACTERS} characters.`;
  if (isDots(name)) return 'A run id is not a path.';
  if (/[:;,#?/']/.test(name)) return "A run id has none of : ; , # ? / '";
  return isPlain(name) ? null : 'A run id has no control characters.';
}

/** Why the tags cannot be (protocol 4.3), or null. */
export function tagsRefusal(tags: readonly string[]): string | null {
  for (const tag of tags) {
    if (tag === '' || [...tag].length > MAX_TAG_CHARACTERS) return `A tag has 1 to ${MAX_TAG_CHARACTERS} characters.`;
    if (!isPlain(tag)) return 'A tag has no control characters.';
  }
  return null;
}

/** No URL can name them: `.` and `..` are taken out of paths on the way. */
function isDots(name: string): boolean {
  return name === '.' || name === '..';
}

function isPlain(text: string): boolean {
  return isStorable(text) && ![...text].some((character) => character < ' ' || character === '\u007f');
}
