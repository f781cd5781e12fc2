import type { QueryParams } from './click-house';

/** A rewind, as `run_cuts` holds it. 64-bit numbers as text. */
export interface Cut {
  readonly run_id: string;
  readonly step: string;
  readonly ver: string;
}

const LAST_STEP = '9223372036854775807';

/**
 * Which history rows rewinds have hidden (ADR 0006): those of a rewound run that lie before the rewind in the log and above
 * its step. Of runs that never were rewound, which is almost all, the condition is empty and costs nothing.
 */
export class RowCuts {
  /** `ranks[i]` holds the i-th rewind that counts of every run; one condition a rank. */
  private constructor(private readonly ranks: readonly (readonly Cut[])[]) {}

  static readonly none = new RowCuts([]);

  static from(cuts: readonly Cut[]): RowCuts {
    const byPlace = [...cuts].sort((a, b) => (BigInt(a.ver) < BigInt(b.ver) ? -1 : 1));
    return new RowCuts(ranked(byPlace));
  }

  /** Runs that were rewound. */
  get runIds(): readonly string[] {
    return (this.ranks[0] ?? []).map((cut) => cut.run_id);
  }

  /** ` AND …` over the columns `run_id`, `step` and `order` (the row's place in the log), or nothing. */
  and(order: 'ord' | 'ver' | 'newest' | 'place'): string {
    const limit = (rank: number, column: string, type: string, other: string): string =>
      `transform(run_id, {cutRuns${rank}:Array(UInt64)}, {${column}${rank}:Array(${type})}, ${other})`;
    return this.ranks
      .map((_, rank) => {
        const step = limit(rank, 'cutSteps', 'Int64', `toInt64(${LAST_STEP})`);
        return ` AND (step <= ${step} OR ${order} >= ${limit(rank, 'cutVers', 'UInt64', 'toUInt64(0)')})`;
      })
      .join('');
  }

  /** What `and` binds. */
  get params(): QueryParams {
    const entries = this.ranks.flatMap((cuts, rank) => [
      [`cutRuns${rank}`, cuts.map((cut) => cut.run_id)] as const,
      [`cutSteps${rank}`, cuts.map((cut) => cut.step)] as const,
      [`cutVers${rank}`, cuts.map((cut) => cut.ver)] as const,
    ]);
    return Object.fromEntries(entries);
  }
}

/** A later rewind to the same or a lower step hides all that an earlier one hides: the earlier one does not count. */
function ranked(cuts: readonly Cut[]): Cut[][] {
  const counting = new Map<string, Cut[]>();
  for (const cut of cuts) {
    const stack = counting.get(cut.run_id) ?? [];
    while (stack.length > 0 && BigInt(stack[stack.length - 1]!.step) >= BigInt(cut.step)) stack.pop();
    stack.push(cut);
    counting.set(cut.run_id, stack);
  }
  const ranks: Cut[][] = [];
  for (const stack of counting.values()) stack.forEach((cut, rank) => (ranks[rank] ??= []).push(cut));
  return ranks;
}
