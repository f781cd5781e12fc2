import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Caches for a process that shall idle in a few hundred megabytes: the engine's defaults are 5 GiB each. Background pools
 * are small by default in this build (2 merges). Its own metrics and profiler, which nobody asks for, are three quarters of the
 * CPU of an idle server.
 */
const CONFIG = `<clickhouse>
  <mark_cache_size>67108864</mark_cache_size>
  <primary_index_cache_size>67108864</primary_index_cache_size>
  <index_mark_cache_size>16777216</index_mark_cache_size>
  <query_condition_cache_size>16777216</query_condition_cache_size>
  <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
  <asynchronous_metrics_update_period_s>300</asynchronous_metrics_update_period_s>
  <asynchronous_heavy_metrics_update_period_s>3600</asynchronous_heavy_metrics_update_period_s>
  <memory_worker_period_ms>1000</memory_worker_period_ms>
  <global_profiler_real_time_period_ns>0</global_profiler_real_time_period_ns>
  <global_profiler_cpu_time_period_ns>0</global_profiler_cpu_time_period_ns>
</clickhouse>
`;

/** Arguments of the connection; tables are loaded before it is open, so that a damaged one fails here and not in a query. */
export async function engineOptions(directory: string): Promise<string[]> {
  const file = join(directory, 'engine.xml');
  await writeFile(file, CONFIG);
  return [
    `--config-file=${file}`,
    '--async_load_databases=0',
    '--output_format_json_quote_64bit_integers=1',
    '--output_format_json_quote_denormals=1',
  ];
}
