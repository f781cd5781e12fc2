/** Where a media panel stands: the step that it shows, its place among the real ones, and whether it is the step asked for. */
export interface StepPlace {
  readonly step: number;
  readonly index: number;
  readonly exact: boolean;
}

/**
 * The last of the rising `steps` that is not after `wanted`; null when there is none. `wanted` null is the newest. Media of
 * a later step are never shown for an earlier one (UI 7).
 */
export function placeOf(steps: readonly number[], wanted: number | null): StepPlace | null {
  let low = 0;
  let high = steps.length;
  while (wanted !== null && low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) <= wanted) low = middle + 1;
    else high = middle;
  }
  const index = wanted === null ? steps.length - 1 : low - 1;
  const step = steps[index];
  return step === undefined ? null : { step, index, exact: wanted === null || step === wanted };
}
