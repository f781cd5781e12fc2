/** Appends older than this say nothing about now: a server that refuses everything must notice that the log is well again. */
const WINDOW_MS = 10_000;
const MOST = 512;
const RARELY = 20;
/** Between two calculations: the answer is asked for with every post. */
const FRESH_MS = 100;

/** How long the log has taken lately. */
export class AppendLatency {
  private known = { at: -Infinity, p95: 0 };
  private samples: { readonly at: number; readonly milliseconds: number }[] = [];

  record(at: number, milliseconds: number): void {
    this.samples.push({ at, milliseconds });
    if (this.samples.length > 2 * MOST) this.samples = this.samples.slice(-MOST);
  }

  /** 95th percentile in milliseconds of the last 10 s; 0 with fewer than 20 appends, of which one slow one says little. */
  p95(now: number): number {
    if (now < this.known.at || now - this.known.at >= FRESH_MS) this.known = { at: now, p95: this.calculated(now) };
    return this.known.p95;
  }

  private calculated(now: number): number {
    const recent = this.samples.slice(-MOST).filter(({ at }) => now - at < WINDOW_MS);
    if (recent.length < RARELY) return 0;
    const sorted = recent.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
    return sorted[Math.ceil(sorted.length * 0.95) - 1]!;
  }
}
