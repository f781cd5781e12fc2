/** Search parameters are plain texts, as people write and share them; no JSON in the address bar. */
export interface SearchTexts {
  readonly q?: string | undefined;
  readonly regex?: string | undefined;
  /** Id of a saved view; without it the person's own workspace. */
  readonly nw?: string | undefined;
  readonly x?: string | undefined;
  readonly smooth?: string | undefined;
  readonly zoom?: string | undefined;
  /** Title of the panel in full screen (UI 1). */
  readonly panelDisplayName?: string | undefined;
  readonly panelSectionName?: string | undefined;
  /** Run id that a run page is compared with. */
  readonly compare?: string | undefined;
  readonly next?: string | undefined;
  readonly token?: string | undefined;
  readonly signup?: string | undefined;
}

const NAMES = [
  'q',
  'nw',
  'regex',
  'x',
  'smooth',
  'zoom',
  'panelDisplayName',
  'panelSectionName',
  'compare',
  'next',
  'token',
  'signup',
] as const;

export function searchTexts(search: Record<string, unknown>): SearchTexts {
  const texts: { -readonly [name in keyof SearchTexts]: SearchTexts[name] } = {};
  for (const name of NAMES) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') texts[name] = value;
  }
  return texts;
}

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (typeof value === 'string' && value !== '') query.set(name, value);
  const text = query.toString();
  return text ? `?${text}` : '';
}
