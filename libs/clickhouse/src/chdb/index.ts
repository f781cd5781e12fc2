export { ChdbClickHouse, type ChdbOptions } from './chdb-click-house';
