/** Limits that the server enforces and the page explains: a request that would be refused is never sent (UI 21). */
export const LIMITS = {
  runsPerPage: 200,
  runsPerSeries: 1_000,
  keysPerSeries: 50,
  /** Points of a line in a panel and in full screen (UI 9.3). */
  panelBuckets: 1_000,
  fullScreenBuckets: 10_000,
  consoleLinesPerPage: 1_000,
  runNameLength: 128,
  searchLength: 256,
} as const;
