/** The few functions that the palette's test uses. */
declare module 'culori' {
  interface LinearRgb {
    readonly mode: 'lrgb';
    readonly r: number;
    readonly g: number;
    readonly b: number;
  }
  export function converter(mode: 'lrgb'): (colour: string) => LinearRgb;
  export function differenceEuclidean(mode: 'oklab'): (a: LinearRgb, b: LinearRgb) => number;
}
