import { xAxisSchema, type XAxis } from '@runstead/ui-contract';

/** The saved choice; what cannot be understood is `step`. */
export function xAxisOf(text: string): XAxis {
  const axis = xAxisSchema.safeParse(text);
  return axis.success ? axis.data : 'step';
}
