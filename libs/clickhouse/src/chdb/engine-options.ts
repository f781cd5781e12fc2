import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Caches for a process that shall idle in a few hundred megabytes: the engine's defaults are 5 GiB each. Background pools
 * are small by default in this build (2 merges).
 */
const CONFIG = `<clickhouse>
  <mark_cache_size>67108864</mark_cache_size>
  <primary_index_cache_size>67108864</primary_index_cache_size>
  <index_mark_cache_size>16777216</index_mark_cache_size>
  <query_condition_cache_size>16777216</query_condition_cache_size>
  <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
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
