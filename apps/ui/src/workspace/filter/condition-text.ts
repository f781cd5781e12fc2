import type { RunCondition } from '@runstead/ui-contract';
import { fieldLabel } from '../field-label';
import { formatDateTime } from '../../format/time';
import { labelOf } from './operators';

/** A condition as its chip says it: `config.lr ≥ 0.001`. */
export function conditionText({ field, op, value }: RunCondition): string {
  const said = [fieldLabel(field), labelOf(op)];
  if (op === 'before' || op === 'after') said.push(formatDateTime(Number(value)));
  else if (op === 'withinLast') said.push(spanText(Number(value)));
  else if (Array.isArray(value)) said.push(value.map(String).join(', '));
  else if (value !== undefined) said.push(String(value));
  return said.join(' ');
}

export const SPANS = [
  { unit: 'minutes', seconds: 60 },
  { unit: 'hours', seconds: 3_600 },
  { unit: 'days', seconds: 86_400 },
] as const;

/** The largest unit that measures the span in whole numbers. */
export function spanOf(seconds: number): { count: number; unit: (typeof SPANS)[number] } {
  const unit = SPANS.findLast((candidate) => seconds >= candidate.seconds && seconds % candidate.seconds === 0) ?? SPANS[0];
  return { count: seconds / unit.seconds, unit };
}

function spanText(seconds: number): string {
  const { count, unit } = spanOf(seconds);
  return `${count} ${unit.unit}`;
}
