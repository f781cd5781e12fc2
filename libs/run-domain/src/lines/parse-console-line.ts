export interface ConsoleLine {
  /** Milliseconds since the epoch, may have a fraction; 0 = none. */
  readonly time: number;
  readonly stream: 'stdout' | 'stderr';
  readonly label: string;
  readonly text: string;
}

/** One line of `output.log`, plain or structured (protocol 6.6). Never throws. */
export function parseConsoleLine(line: string): ConsoleLine {
  void line;
  throw new Error('body follows');
}
