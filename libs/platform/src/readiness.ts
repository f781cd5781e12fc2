import { Injectable } from '@nestjs/common';

/** Throws when the dependency cannot serve; the message is shown to operators. */
export type ReadinessCheck = () => Promise<void>;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly dependencies: Readonly<Record<string, { readonly ready: boolean; readonly detail?: string }>>;
}

/** What must work before this process takes traffic. The app adds the checks of its features. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();
  private draining = false;

  add(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  /** First step of a graceful stop: balancers look elsewhere while running requests end. */
  drain(): void {
    this.draining = true;
  }

  async report(): Promise<ReadinessReport> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, check]) => {
        try {
          await check();
          return [name, { ready: true }] as const;
        } catch (error) {
          return [name, { ready: false, detail: error instanceof Error ? error.message : String(error) }] as const;
        }
      }),
    );
    return { ready: !this.draining && entries.every(([, state]) => state.ready), dependencies: Object.fromEntries(entries) };
  }
}
