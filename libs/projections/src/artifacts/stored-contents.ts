import { eventTypeOf } from '@runstead/run-domain';
import type { Linger } from '../projector';

/**
 * An artifact of 10,000 files is 10,000 events that nobody waits for before the commit: they are taken in fewer, larger
 * batches. A commit that comes meanwhile waits this much longer.
 */
export const GATHER_STORED_CONTENTS: Linger = {
  milliseconds: 100,
  belowBytes: 256 * 1024,
  onlyFor: ({ headers }) => eventTypeOf(headers) === 'ArtifactBlobStored',
};
