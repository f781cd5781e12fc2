/** The workspace keeps the closed sections of all its screens in one list; those of run pages have this in front. */
const RUN_PAGE = 'run:';

export const closedHere = (all: readonly string[]): string[] =>
  all.filter((name) => name.startsWith(RUN_PAGE)).map((name) => name.slice(RUN_PAGE.length));

/** The list of all screens after the run page's part became `here`. */
export const closedInAll = (all: readonly string[], here: readonly string[]): string[] => [
  ...all.filter((name) => !name.startsWith(RUN_PAGE)),
  ...here.map((name) => RUN_PAGE + name),
];
