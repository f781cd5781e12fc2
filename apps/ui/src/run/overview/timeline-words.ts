import type { RunDocument } from '@runstead/ui-contract';

type StateChange = RunDocument['timeline'][number];

/** A line of the Timeline card: what happened, and in smaller letters how one knows. */
export interface TimelineEntry {
  readonly what: string;
  readonly evidence: string;
  readonly time: number;
  /** The tone of the dot. */
  readonly tone: 'neutral' | 'good' | 'bad' | 'warning';
  readonly key: string;
}

const TONES: Readonly<Record<string, TimelineEntry['tone']>> = {
  running: 'good',
  finished: 'good',
  failed: 'bad',
  crashed: 'bad',
  preempted: 'warning',
  stopping: 'warning',
  rewound: 'warning',
  edited: 'warning',
};

const WORDS: Readonly<Record<string, string>> = {
  stopping: 'Stop requested',
  deleted: 'Deleted',
  restored: 'Restored',
  rewound: 'Rewound',
  edited: 'History edited',
  'edit-undone': 'Edit undone',
  forked: 'Forked',
};

const ISO_TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Times inside the evidence are shown in the viewer's zone, like all others. */
const evidenceText = (evidence: string, clock: (time: number) => string): string =>
  evidence.replace(ISO_TIME, (iso) => clock(Date.parse(iso)));

function whatHappened(change: StateChange, earlier: readonly StateChange[]): string {
  const byPerson = change.actor !== '' && change.actor !== 'system' ? ` by ${change.actor}` : '';
  if (change.cause === 'RunCreated') return `Created${byPerson}`;
  if (change.cause === 'RunPreempting') return 'About to be pre-empted';
  if (change.state === 'running' && change.cause === 'RunRevived')
    return change.evidence.startsWith('resumed') ? 'Resumed' : 'Running again';
  const words = WORDS[change.state];
  if (words !== undefined) return `${words}${byPerson}`;
  if (change.state === 'running' && earlier.some((c) => c.state === 'running' && c.cause !== 'RunCreated')) return 'Running again';
  return inWords(change.state);
}

/** A kind of entry that this page does not know yet still reads as words: `some-newKind` is `Some new kind`. */
function inWords(state: string): string {
  const words = state
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The run's state changes in the order in which they happened, in words. `clock` writes a time of day in the viewer's
 * zone.
 */
export function timelineEntries(timeline: readonly StateChange[], clock: (time: number) => string): TimelineEntry[] {
  return timeline.map((change, i) => ({
    what: whatHappened(change, timeline.slice(0, i)),
    // That it was created is what the entry says already.
    evidence: change.cause === 'RunCreated' && change.evidence === 'created' ? '' : evidenceText(change.evidence, clock),
    time: change.time,
    tone: change.cause === 'RunCreated' ? 'neutral' : change.cause === 'RunPreempting' ? 'warning' : (TONES[change.state] ?? 'neutral'),
    key: `${change.eventId}/${i}`,
  }));
}
