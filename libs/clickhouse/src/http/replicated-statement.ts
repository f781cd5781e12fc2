/**
 * A statement of ours for a cluster of replicas: `ON CLUSTER` makes it happen on each of them, tables of the MergeTree family
 * become their `Replicated…` kind, under the paths that the server's own defaults name (`default_replica_path`: one for each
 * table's UUID, so that a copy that is built beside can be exchanged with the live one). A mutation waits for all replicas.
 */
export function replicatedStatement(sql: string, cluster: string): string {
  const on = `ON CLUSTER ${cluster}`;
  const engine = sql.replace(/\bENGINE\s*=\s*(?!Replicated)(\w*MergeTree)\b/g, 'ENGINE = Replicated$1');
  return engine
    .replace(/^((?:\s*--[^\n]*\n)*\s*CREATE\s+(?:DATABASE|TABLE|MATERIALIZED\s+VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?[\w.]+)/i, `$1 ${on}`)
    .replace(/^((?:\s*--[^\n]*\n)*\s*(?:ALTER\s+TABLE|TRUNCATE\s+TABLE)\s+[\w.]+)/i, `$1 ${on}`)
    .replace(/^((?:\s*--[^\n]*\n)*\s*DROP\s+(?:DATABASE|TABLE|VIEW)\s+(?:IF\s+EXISTS\s+)?[\w.]+)/i, `$1 ${on}`)
    .replace(/^((?:\s*--[^\n]*\n)*\s*EXCHANGE\s+TABLES\s+[\w.]+\s+AND\s+[\w.]+)/i, `$1 ${on}`)
    .replace(/\bmutations_sync\s*=\s*1\b/g, 'mutations_sync = 2');
}
