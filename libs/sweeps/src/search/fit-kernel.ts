import { GaussianProcess, type Kernel } from './gaussian-process';

const LENGTHS = [0.1, 0.2, 0.4, 0.8, 1.6];
const NOISES = [1e-6, 1e-4, 1e-2];
const ROUNDS = 2;

export interface FittedProcess {
  readonly model: GaussianProcess;
  /** The same kernel over other points; null when they are too close together. */
  readonly refit: (points: readonly (readonly number[])[], values: readonly number[]) => GaussianProcess | null;
}

/**
 * The likeliest kernel among a grid of common lengths, then dimension by dimension. Yields to the caller between models
 * (each costs n³/3), so that nothing else waits for it.
 */
export async function fitKernel(
  points: readonly (readonly number[])[],
  values: readonly number[],
  pause: () => Promise<void>,
): Promise<FittedProcess> {
  const dimensions = points[0]?.length ?? 0;
  let best: { readonly kernel: Kernel; readonly model: GaussianProcess } | null = null;
  const consider = async (kernel: Kernel): Promise<void> => {
    const model = GaussianProcess.over(points, values, kernel);
    if (model && (!best || model.logLikelihood > best.model.logLikelihood)) best = { kernel, model };
    await pause();
  };
  for (const noise of NOISES)
    for (const length of LENGTHS) await consider({ lengths: Array.from({ length: dimensions }, () => length), noise });
  for (let round = 0; round < ROUNDS; round += 1)
    for (let at = 0; at < dimensions; at += 1)
      for (const factor of [0.5, 2]) {
        const { lengths, noise } = (best as { kernel: Kernel } | null)?.kernel ?? { lengths: [], noise: 0 };
        await consider({ lengths: lengths.map((length, dimension) => (dimension === at ? bounded(length * factor) : length)), noise });
      }
  if (!best) throw new Error('No kernel fits these points');
  const { kernel, model } = best as { readonly kernel: Kernel; readonly model: GaussianProcess };
  return { model, refit: (more, moreValues) => GaussianProcess.over(more, moreValues, kernel) };
}

function bounded(length: number): number {
  return Math.min(Math.max(length, 0.02), 10);
}
