import { CholeskyDecomposition, Matrix } from 'ml-matrix';

export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
}

/** One length a dimension, and the variance of what is not explained; in units of the standardised values. */
export interface Kernel {
  readonly lengths: readonly number[];
  readonly noise: number;
}

/**
 * Gaussian process with a Matérn 5/2 kernel of unit variance over points of the unit cube (Rasmussen and Williams, 2.2).
 * `values` are standardised by the caller. Fitting costs n³/3, a prediction n² operations.
 */
export class GaussianProcess {
  private readonly lower: Matrix;
  private readonly weights: readonly number[];
  /** How likely the values are under this kernel: what `fitKernel` looks for. */
  readonly logLikelihood: number;

  private constructor(
    private readonly points: readonly (readonly number[])[],
    private readonly kernel: Kernel,
    values: readonly number[],
    decomposition: CholeskyDecomposition,
  ) {
    this.lower = decomposition.lowerTriangularMatrix;
    this.weights = decomposition.solve(Matrix.columnVector([...values])).to1DArray();
    const fit = values.reduce((sum, value, at) => sum + value * this.weights[at]!, 0);
    const spread = points.reduce((sum, _, at) => sum + Math.log(this.lower.get(at, at)), 0);
    this.logLikelihood = -fit / 2 - spread - (points.length * Math.log(2 * Math.PI)) / 2;
  }

  /** Null when the points are so close that the matrix is not positive definite under this kernel. */
  static over(points: readonly (readonly number[])[], values: readonly number[], kernel: Kernel): GaussianProcess | null {
    const covariances = Matrix.zeros(points.length, points.length);
    for (let row = 0; row < points.length; row += 1)
      for (let column = 0; column <= row; column += 1) {
        const covariance = matern(points[row]!, points[column]!, kernel.lengths) + (row === column ? kernel.noise + 1e-9 : 0);
        covariances.set(row, column, covariance);
        covariances.set(column, row, covariance);
      }
    const decomposition = new CholeskyDecomposition(covariances);
    return decomposition.isPositiveDefinite() ? new GaussianProcess(points, kernel, values, decomposition) : null;
  }

  predict(point: readonly number[]): Prediction {
    const size = this.points.length;
    const solved = new Float64Array(size);
    let mean = 0;
    let explained = 0;
    for (let row = 0; row < size; row += 1) {
      const covariance = matern(point, this.points[row]!, this.kernel.lengths);
      mean += covariance * this.weights[row]!;
      let left = covariance;
      for (let column = 0; column < row; column += 1) left -= this.lower.get(row, column) * solved[column]!;
      solved[row] = left / this.lower.get(row, row);
      explained += solved[row]! * solved[row]!;
    }
    return { mean, deviation: Math.sqrt(Math.max(1 - explained, 1e-12)) };
  }
}

function matern(left: readonly number[], right: readonly number[], lengths: readonly number[]): number {
  let squared = 0;
  for (let at = 0; at < left.length; at += 1) {
    const distance = (left[at]! - right[at]!) / lengths[at]!;
    squared += distance * distance;
  }
  const scaled = Math.sqrt(5 * squared);
  return (1 + scaled + (scaled * scaled) / 3) * Math.exp(-scaled);
}
