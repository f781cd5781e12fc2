interface Props {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** A short piece of the line: its colour and dash. */
export function LineSwatch({ colour, dash }: Props) {
  return (
    <svg width={16} height={8} viewBox="0 0 16 8" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1={1}
        x2={15}
        y1={4}
        y2={4}
        stroke={colour}
        strokeWidth={3}
        strokeDasharray={dash.map((part) => part / 1.5).join(' ')}
        strokeLinecap="butt"
      />
    </svg>
  );
}
