/** ClickHouse's number of the error, or null. */
export function engineCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('clickhouseCode' in error)) return null;
  return typeof error.clickhouseCode === 'number' ? error.clickhouseCode : null;
}
