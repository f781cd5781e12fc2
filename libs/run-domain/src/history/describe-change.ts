import type { HistoryChange, StepRange } from './history-edit';

const RULES = {
  append: 'behind its last step',
  keep: 'its own values kept where both have one',
  replace: 'their values shown where both have one',
} as const;

/** In words, for the timeline and lists. */
export function describeChange(change: HistoryChange): string {
  switch (change.kind) {
    case 'rename':
      return `metric ${change.from} renamed to ${change.to}`;
    case 'remove':
      return `metric ${change.key} removed`;
    case 'steps':
      return [...change.removed.map(describeRange), ...(change.set.length > 0 ? [describeSet(change.set)] : [])].join('; ');
    case 'merge':
      return `${change.sources.length === 1 ? 'run' : 'runs'} ${change.sources.map(({ name }) => name).join(', ')} merged in, ${RULES[change.rule]}: ${change.lines} rows`;
  }
}

function describeRange({ from, to, keys }: StepRange): string {
  const steps = from === to ? `step ${from}` : `steps ${from} to ${to}`;
  return keys === null ? `all of ${steps} removed` : `${keys.join(', ')} removed at ${steps}`;
}

function describeSet(set: readonly { readonly step: number; readonly key: string; readonly value: number }[]): string {
  const [first] = set;
  const rest = set.length === 1 ? '' : ` and ${set.length - 1} more`;
  return first === undefined ? '' : `${first.key} set to ${first.value} at step ${first.step}${rest}`;
}
