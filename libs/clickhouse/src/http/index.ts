export { HttpClickHouse, type HttpClickHouseOptions } from './http-click-house';
