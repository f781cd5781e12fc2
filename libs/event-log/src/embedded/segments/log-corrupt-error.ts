/**
 * Bytes that were durable are no longer what was written. The log refuses to go on rather than to lose records silently:
 * the message says which file, where, and what an operator can do.
 */
export class LogCorruptError extends Error {
  override readonly name = 'LogCorruptError';

  constructor(path: string, position: number, what: string) {
    super(
      `The event log is damaged: ${path}, byte ${position}: ${what}. ` +
        'Nothing was changed. Restore this file from a backup (same name), check the disk, then start again.',
    );
  }
}
