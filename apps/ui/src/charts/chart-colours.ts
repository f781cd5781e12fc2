/** The colours of axes and marks on a canvas, read from the theme's tokens. */
export interface ChartColours {
  readonly grid: string;
  readonly zero: string;
  readonly axis: string;
  readonly text: string;
  readonly surface: string;
}

export function readChartColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    grid: token('--chart-grid'),
    zero: token('--chart-zero'),
    axis: token('--chart-axis'),
    text: token('--text'),
    surface: token('--surface'),
  };
}
