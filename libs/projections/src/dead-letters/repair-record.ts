import type { LogRecord, StoredRecord } from '@runstead/event-log';
import type { Database } from '@runstead/postgres';
import { sql, type Transaction } from 'kysely';

/** That a letter can be used now, and has been. */
export interface Repair {
  readonly letterId: string;
  /** Who asked for it. */
  readonly by: string;
  readonly at: Date;
}

/** A record of topic `dead-letters`: the fact is in the log, so a rebuilt table knows it too. `key`: of the letter, whose partition it must follow. */
export function repairRecord(letterId: string, key: string, by: string): LogRecord {
  return { key, headers: { type: 'DeadLetterRepaired', letter: letterId, actor: by }, value: Buffer.alloc(0) };
}

/** Null for a letter. */
export function repairOf({ headers, appendedAt }: StoredRecord): Repair | null {
  const { type, letter, actor = '' } = headers;
  return type === 'DeadLetterRepaired' && letter !== undefined ? { letterId: letter, by: actor, at: new Date(appendedAt) } : null;
}

/** The letter stays, marked, and so does its count on the receipt. */
export async function markRepaired(tx: Transaction<Database>, { letterId, by, at }: Repair): Promise<void> {
  const marked = await tx
    .updateTable('dead_letters')
    .set({ repaired_at: at, repaired_by: by })
    .where('dead_letter_id', '=', letterId)
    .where('repaired_at', 'is', null)
    .returning(['run_id', 'file', 'writer'])
    .execute();
  for (const { run_id, file, writer } of marked)
    await sql`UPDATE run_streams SET dead_letters_repaired = dead_letters_repaired + 1
      WHERE run_id = ${run_id} AND file = ${file} AND writer = ${writer ?? ''}`.execute(tx);
}
