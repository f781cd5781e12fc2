/** Appends older than this say nothing about now: a server that refuses everything must notice that the log is well again. */
const WINDOW_MS = 10_000;
const MOST = 512;
const RARELY = 20;

/** How long the log has taken lately. */
export class AppendLatency {
  private samples: { readonly at: number; readonly milliseconds: number }[] = [];

  record(at: number, milliseconds: number): void {
    this.samples.push({ at, milliseconds });
    if (this.samples.length > 2 * MOST) this.samples = this.samples.slice(-MOST);
  }

  /** 95th percentile in milliseconds of the last 10 s; 0 with fewer than 20 appends, of which one slow one says little. */
  p95(now: number): number {
    const recent = this.samples.slice(-MOST).filter(({ at }) => now - at < WINDOW_MS);
    if (recent.length < RARELY) return 0;
    const sorted = recent.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
    return sorted[Math.ceil(sorted.length * 0.95) - 1]!;
  }
}
