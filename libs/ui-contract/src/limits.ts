/** Limits that the server enforces and the page explains: a request that would be refused is never sent (UI 21). */
export const LIMITS = {
  runsPerPage: 200,
  runsPerSeries: 1_000,
  keysPerSeries: 50,
  groupsPerSeries: 200,
  /** Runs of all groups of a chart together. */
  groupedRuns: 100_000,
  /** Points of a line in a panel and in full screen (UI 9.3). */
  panelBuckets: 1_000,
  fullScreenBuckets: 10_000,
  consoleLinesPerPage: 1_000,
  historyRows: 1_000,
  /** Stops of a media slider. */
  mediaSteps: 10_000,
  runNameLength: 128,
  searchLength: 256,
  /** Of a pattern in a filter, in characters. */
  patternLength: 200,
  filterDepth: 10,
  filterNodes: 200,
  filterValues: 10_000,
  exceptRuns: 10_000,
  sortFields: 5,
  groupFields: 4,
  groupsPerPage: 200,
  groupColumns: 60,
  tableColumns: 100,
  runFields: 5_000,
  importanceFields: 60,
  importanceRuns: 2_000,
} as const;
