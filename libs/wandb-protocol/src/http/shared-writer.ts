import type { IncomingHttpHeaders } from 'node:http';

const WRITER = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * The writer id of shared mode (protocol 1.1 and 6.7), or empty for a run with a single writer. GraphQL and
 * file_stream name the header differently.
 */
export function sharedWriter(headers: IncomingHttpHeaders): string {
  if (headers['x-wandb-use-async-filestream'] !== 'true') return '';
  const writer = headers['x-wandb-async-client-id'] ?? headers['x-wandb-client-id'];
  return typeof writer === 'string' && WRITER.test(writer) ? writer : '';
}
