import { DeadLetter } from './dead-letters/dead-letter';
import { isDataError } from './data-error';
import type { ProjectionBatch, ProjectionOutcome, ProjectionStores, Projector } from './projector';

/**
 * Commits a batch. When the store refuses its data, the halves are tried on their own, down to the record that it will not
 * have: that one is dead, the others are stored; the rows are the same as if each record had come alone. `committed` is
 * told of every part, in order.
 */
export async function commitInParts(
  projector: Projector,
  batch: ProjectionBatch,
  stores: ProjectionStores,
  committed: (part: ProjectionBatch, outcome: ProjectionOutcome) => void,
): Promise<void> {
  try {
    committed(batch, await projector.commit(batch, stores));
  } catch (error) {
    const [first] = batch.records;
    if (!isDataError(error) || first === undefined) throw error;
    if (batch.records.length === 1) {
      const letter = new DeadLetter(first, `refused by the store: ${error instanceof Error ? error.message : String(error)}`);
      await stores.log.append('dead-letters', [letter.toRecord(projector.id)]);
      await stores.checkpoints.advance(batch, projector.id);
      committed(batch, { changes: [], deadLetters: [letter] });
      return;
    }
    const half = batch.records.length >> 1;
    const middle = batch.records[half]?.offset ?? batch.end;
    await commitInParts(projector, { ...batch, end: middle, records: batch.records.slice(0, half) }, stores, committed);
    await commitInParts(projector, { ...batch, start: middle, records: batch.records.slice(half) }, stores, committed);
  }
}
