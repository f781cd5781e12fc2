import type { HistoryChange } from '../history/history-edit';
import type { Envelope } from './envelope';

/** What all edits of a run's history carry: an id to undo it by, and why it was made (may be empty). */
interface Edit {
  readonly editId: string;
  readonly reason: string;
}
type Change<Kind extends HistoryChange['kind']> = Omit<Extract<HistoryChange, { kind: Kind }>, 'kind'>;

/** Key = the run's row id, as for every event below. A metric is shown under another name, in lines that come later too. */
export type MetricRenamed = Envelope<'MetricRenamed', Edit & Change<'rename'>>;
/** A metric is not shown any more, nor in lines that come later. */
export type MetricRemoved = Envelope<'MetricRemoved', Edit & Change<'remove'>>;
/** Values of some steps are others, or not shown any more; lines that come later are not touched. */
export type StepsEdited = Envelope<'StepsEdited', Edit & Change<'steps'>>;
/** The run shows rows of other runs with its own. They lie in `run-streams` under a row id of their own. */
export type RunsMerged = Envelope<'RunsMerged', Edit & Change<'merge'>>;
/** The edit counts no more. */
export type HistoryEditUndone = Envelope<'HistoryEditUndone', Edit>;

export type HistoryEditEvent = MetricRenamed | MetricRemoved | StepsEdited | RunsMerged | HistoryEditUndone;
